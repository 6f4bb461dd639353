// What somebody typed or scanned at the desk, and what it may mean: the same as registrations/desk/reading.py.
import { keys } from "./keyboard.js";

const CODE = /^[34679ACDEFGHJKMNPQRTWXY]{8}$/;
const PHONE_DIGITS = 4;
const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FIRST_SYLLABLE = 0xac00;
const AN_INITIAL = 588;
const FINALS = 28;
// What Python takes for white space: JavaScript's own class has others.
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const ONE_FORM = { "ㆍ": "·", "․": "·", "‧": "·", "･": "·", "㈜": "(주)" };

/** NFC, one form of marks that look alike, one plain space between words. */
export function normalise(text) {
  const one = text.normalize("NFC").replace(/[ㆍ․‧･㈜]/gu, (mark) => ONE_FORM[mark]);
  return one.replaceAll("\0", "").split(SPACES).filter(Boolean).join(" ");
}

/** A name or an organization as it is compared: small letters, each made so by itself, without spaces and marks. */
export function bare(text) {
  const small = [...text].map((letter) => [...letter.toLowerCase()][0]).join("");
  return small.replace(/[ .,·'’()[\]-]/gu, "");
}

function tidyCode(text) {
  return text.toUpperCase().replaceAll("-", "").split(SPACES).join("");
}

function matching(character, isLast) {
  const initial = INITIALS.indexOf(character);
  if (initial >= 0) {
    const first = FIRST_SYLLABLE + initial * AN_INITIAL;
    return `[${character}${String.fromCodePoint(first)}-${String.fromCodePoint(first + AN_INITIAL - 1)}]`;
  }
  const offset = character.codePointAt(0) - FIRST_SYLLABLE;
  if (isLast && offset >= 0 && offset < INITIALS.length * AN_INITIAL && offset % FINALS === 0) {
    return `[${character}-${String.fromCodePoint(character.codePointAt(0) + FINALS - 1)}]`;
  }
  return character.replace(/[\\^$.*+?()[\]{}|]/u, "\\$&");
}

function pattern(text) {
  const characters = [...text];
  return characters.map((character, number) => matching(character, number === characters.length - 1)).join("");
}

/** Every sense that the line has: `codes`, `phone`, `email`, `pattern`; "" where it cannot be that. */
export function read(typed) {
  const text = normalise(typed);
  if (!text) return { codes: [], phone: "", email: "", pattern: "" };
  const codes = [...new Set([text, keys(text)].map(tidyCode))].filter((code) => CODE.test(code));
  const digits = text.replaceAll("-", "").replaceAll(" ", "");
  const isNumber = /^[0-9]+$/.test(digits) && digits.length >= PHONE_DIGITS;
  const isAddress = text.includes("@");
  return {
    codes,
    phone: !isNumber ? "" : digits.length > PHONE_DIGITS ? digits.replace(/^0+/, "") : digits,
    email: isAddress ? text.toLowerCase() : "",
    pattern: isAddress ? "" : pattern(bare(text)),
  };
}

/** The code that was surely meant, or "": the keys of a Hangul name are letters alone, and could be one too. */
export function surelyCode(typed) {
  const isHangul = /[^\0-\x7f]/.test(typed);
  return read(typed).codes.find((code) => !isHangul || /[0-9]/.test(code)) ?? "";
}
