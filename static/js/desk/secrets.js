// The keys of the device: a guest's record opens by its code or by the PIN of the day, and by nothing else (docs/adr/0012).
const BYTES = new TextEncoder();
const TEXT = new TextDecoder();
// A code has 36 bits, so a plain hash of it could be tried through in seconds: each try costs this many rounds instead.
export const CODE_ROUNDS = 10_000;
export const LEAST_PIN_ROUNDS = 600_000;
const MOST_PIN_ROUNDS = 20_000_000;
export const LEAST_PIN_MILLISECONDS = 300;
const MARGIN = 1.4; // a device that is warm and busy is slower than while it was measured, one that cools down faster
const NONCE_BYTES = 12;

export const random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

async function stretch(secret, salt, rounds) {
  const key = await crypto.subtle.importKey("raw", BYTES.encode(secret), "PBKDF2", false, ["deriveBits"]);
  return crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, 256);
}

/** How many rounds of the PIN's key take this device at least 300 ms. */
export async function calibrate() {
  const salt = random(16);
  await stretch("warm-up", salt, 10_000);
  const began = performance.now();
  await stretch("measure", salt, 200_000);
  const perRound = (performance.now() - began) / 200_000;
  const wanted = Math.ceil((LEAST_PIN_MILLISECONDS * MARGIN) / perRound);
  return Math.min(Math.max(wanted, LEAST_PIN_ROUNDS), MOST_PIN_ROUNDS);
}

/** What the PIN opens: one key for all records of an event. */
export async function keyOfPin(pin, salt, rounds) {
  const bits = await stretch(pin.normalize("NFKC"), salt, rounds);
  return crypto.subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** What a code opens: `id`, under which its record stands, and `key`, which opens it. */
export async function keysOfCode(code, salt) {
  const bits = await stretch(code, salt, CODE_ROUNDS);
  const master = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveBits", "deriveKey"]);
  const by = (info) => ({ name: "HKDF", hash: "SHA-256", salt, info: BYTES.encode(info) });
  const id = await crypto.subtle.deriveBits(by("lookup"), master, 128);
  const aes = { name: "AES-GCM", length: 256 };
  const key = await crypto.subtle.deriveKey(by("record"), master, aes, false, ["encrypt", "decrypt"]);
  return { id: base64(new Uint8Array(id)), key };
}

/** Bytes that hold the value; `open` gives it back. */
export async function seal(key, value) {
  const nonce = random(NONCE_BYTES);
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, BYTES.encode(JSON.stringify(value)));
  const sealed = new Uint8Array(NONCE_BYTES + data.byteLength);
  sealed.set(nonce);
  sealed.set(new Uint8Array(data), NONCE_BYTES);
  return sealed;
}

/** The value that was sealed. Throws where the key is another one. */
export async function open(key, sealed) {
  const algorithm = { name: "AES-GCM", iv: sealed.subarray(0, NONCE_BYTES) };
  return JSON.parse(TEXT.decode(await crypto.subtle.decrypt(algorithm, key, sealed.subarray(NONCE_BYTES))));
}

export function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
