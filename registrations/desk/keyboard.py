"""What a scanner types while the computer writes Hangul: the two-set keyboard (KS X 5002), read backwards.

A scanner is a keyboard. Under the Hangul layout the code ``QKRW`` comes as 박ㅈ; the keys that were struck are what it read.
"""

import unicodedata


def _table(keys: str) -> list[str]:
    return keys.split(" ")


_INITIALS = _table("r R s e E f a q Q t T d w W c z x v g")
_VOWELS = _table("k o i O j p u P h hk ho hl y n nj np nl b m ml l")
_FINALS = _table(" r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g")
# The jamo that stand alone (U+3131 to U+3163), in the order of the standard.
_ALONE = _table(
    "r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g "
    "k o i O j p u P h hk ho hl y n nj np nl b m ml l"
)
_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_FIRST_ALONE = 0x3131
_VOWEL_COUNT, _FINAL_COUNT = len(_VOWELS), len(_FINALS)


def keys(text: str) -> str:
    """The Latin keys that write this text on the two-set keyboard; what is no Hangul stays as it is."""
    return "".join(map(_keys_of, unicodedata.normalize("NFC", text)))


def _keys_of(character: str) -> str:
    number = ord(character)
    if _FIRST_SYLLABLE <= number <= _LAST_SYLLABLE:
        rest, final = divmod(number - _FIRST_SYLLABLE, _FINAL_COUNT)
        initial, vowel = divmod(rest, _VOWEL_COUNT)
        return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
    if _FIRST_ALONE <= number < _FIRST_ALONE + len(_ALONE):
        return _ALONE[number - _FIRST_ALONE]
    return character
