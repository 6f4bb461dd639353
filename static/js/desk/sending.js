// What the outbox holds, sent in order until the server has acknowledged it. For the page and for its service worker.
import { wipe } from "./forgetting.js";
import { result, within } from "./store.js";

const BATCH = 100;
// Milliseconds after which the network counts as gone: a guest stands and waits for the answer to one scan.
const PATIENCE = 4_000;
const PATIENCE_FOR_MANY = 20_000;
const LOCK = "maxforum-desk-sending";

/** What came of asking the server: the answer, or why there is none (`offline`, `signin`, `gone`, `ordered`, `refused`). */
export async function ask(address, options = {}) {
  let response;
  try {
    const signal = after(PATIENCE_FOR_MANY);
    response = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store", signal, ...options });
  } catch {
    return { state: "offline" };
  }
  if (response.type === "opaqueredirect" || response.status === 401) return { state: "signin" };
  if (response.status === 404) return { state: "gone" };
  if (response.status === 410) return { state: "ordered" }; // to wipe the roster
  if (response.status >= 500 || response.status === 429) return { state: "offline" };
  if (!response.ok) return { state: "refused" };
  try {
    return { state: "ok", answer: await response.json() };
  } catch {
    return { state: "offline" };
  }
}

/**
 * Sends what waits for an event, oldest first; `base` is the address of all desks. Never twice at once on a device.
 * Gives `{state, hasAsked, differing}`: with nothing to send nobody was asked, and `ok` says nothing of the network.
 */
export async function send(base, slug) {
  const sent = await navigator.locks.request(LOCK, () => sendAll(base, slug));
  if (sent.state === "ordered") await wipe(slug); // here, as there may be no page to do it
  return sent;
}

/** Whether the server is there and knows this person as one of the desk; sends nothing. */
export async function knock(base, slug, device) {
  const { state, answer } = await ask(`${base}${slug}/outbox/`, await request(device, []));
  return answer?.wipe ? "ordered" : state;
}

/** What rows hold that the device cannot read itself, by the server: `{state, answer}`. */
export async function readBack(base, slug, rows) {
  return ask(`${base}${slug}/outbox/rows/`, await request(rows[0].device, rows));
}

async function sendAll(base, slug) {
  const differing = [];
  let state = "ok";
  for (let hasAsked = false; ; hasAsked = true) {
    const rows = (await waiting(slug)).slice(0, BATCH);
    if (!rows.length) return { state, hasAsked, differing };
    const asked = await ask(`${base}${slug}/outbox/`, await request(rows[0].device, rows));
    if (asked.state !== "ok") return { state: asked.state, hasAsked: true, differing };
    differing.push(...(await acknowledge(rows, asked.answer.results)));
    if (asked.answer.wipe) state = "ordered"; // once all is sent
  }
}

/** The rows that the server has not answered yet. */
export async function waiting(slug) {
  const rows = await within(["outbox"], "readonly", (stores) => result(stores.outbox.index("slug").getAll(slug)));
  return rows.filter((row) => !row.error).sort((one, other) => one.number - other.number);
}

async function request(device, rows) {
  const body = {
    device,
    sent_at: new Date().toISOString(),
    sealed: rows.map((row) => row.sealed),
  };
  return posting(body, rows.length > 1 ? PATIENCE_FOR_MANY : PATIENCE);
}

/** What makes `ask` send JSON, and wait so many milliseconds for the answer. */
export async function posting(body, patience = PATIENCE) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": await csrfToken() };
  return { method: "POST", headers, body: JSON.stringify(body), signal: after(patience) };
}

/** What ends a request after so many milliseconds. `AbortSignal.timeout` is younger than many a tablet at a desk. */
function after(milliseconds) {
  if (AbortSignal.timeout) return AbortSignal.timeout(milliseconds);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return controller.signal;
}

async function csrfToken() {
  if (globalThis.cookieStore) return (await cookieStore.get("csrftoken"))?.value ?? "";
  return /(?:^|; )csrftoken=([^;]*)/.exec(globalThis.document?.cookie ?? "")?.[1] ?? "";
}

/** What was answered leaves the outbox; what was refused stays, to be looked at. Gives what the server decided otherwise. */
function acknowledge(rows, answers) {
  return within(["outbox", "journal", "presence"], "readwrite", async (stores) => {
    const differing = [];
    for (const [place, row] of rows.entries()) {
      const answer = answers[place] ?? { error: "?" };
      const entry = await result(stores.journal.get(row.scan_id));
      const told = entry && { ...entry, is_sent: true, said: answer.outcome ?? "", error: answer.error ?? "" };
      if (told) stores.journal.put(told);
      if (told?.said && told.said !== told.outcome) differing.push(told);
      if (answer.error) stores.outbox.put({ ...row, error: answer.error });
      else stores.outbox.delete(row.number);
      if (entry) await settle(stores.presence, entry);
    }
    return differing;
  });
}

/** The row of presence is no longer this device's word alone: the server's next one may replace it. */
async function settle(presence, entry) {
  const row = await result(presence.get([entry.slug, entry.id, entry.door]));
  if (row?.scan_id === entry.scan_id) presence.put({ ...row, is_pending: false });
}
