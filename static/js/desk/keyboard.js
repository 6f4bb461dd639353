// What a scanner types while the computer writes Hangul: the two-set keyboard (KS X 5002), read backwards.
// The same as registrations/desk/keyboard.py.
const INITIALS = "r R s e E f a q Q t T d w W c z x v g".split(" ");
const VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split(" ");
const FINALS = " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ");
const ALONE = (
  "r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g " +
  "k o i O j p u P h hk ho hl y n nj np nl b m ml l"
).split(" ");
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FIRST_ALONE = 0x3131;

function keysOf(character) {
  const number = character.codePointAt(0);
  if (number >= FIRST_SYLLABLE && number <= LAST_SYLLABLE) {
    const offset = number - FIRST_SYLLABLE;
    const final = offset % FINALS.length;
    const rest = Math.floor(offset / FINALS.length);
    return INITIALS[Math.floor(rest / VOWELS.length)] + VOWELS[rest % VOWELS.length] + FINALS[final];
  }
  return ALONE[number - FIRST_ALONE] ?? character;
}

/** The Latin keys that write this text on the two-set keyboard; what is no Hangul stays as it is. */
export function keys(text) {
  return [...text.normalize("NFC")].map(keysOf).join("");
}
