// Rows of the outbox, sealed for the server alone: registrations/desk/sealing.py opens them.
import { base64, fromBase64, random } from "./secrets.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const INFO = new TextEncoder().encode("maxforum desk outbox");
const NONCE_BYTES = 12;

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** The value as text that nobody but the server of `publicKey` can read. */
export async function sealFor(publicKey, value) {
  const theirs = fromBase64(publicKey);
  const server = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, own.privateKey, 256);
  const master = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const by = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: joined(INFO, point, theirs) };
  const key = await crypto.subtle.deriveKey(by, master, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const nonce = random(NONCE_BYTES);
  const text = new TextEncoder().encode(JSON.stringify(value));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, text);
  return base64(joined(point, nonce, new Uint8Array(data)));
}
