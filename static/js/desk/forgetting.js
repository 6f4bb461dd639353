// What the device forgets: a roster, every roster, or that it is a desk at all. Other tabs hear of it.
import { all, ofEvent, result, within } from "./store.js";

const OF_EVENT = ["records", "presence", "journal"];
const tabs = new BroadcastChannel("maxforum-desk");

/** Forgets an event and everybody in it. What is not sent yet stays: it is sealed, and only the server can read it. */
export function wipe(slug) {
  return within(["events", ...OF_EVENT], "readwrite", async (stores) => {
    stores.records.delete(ofEvent(slug));
    stores.presence.delete(ofEvent(slug));
    stores.events.delete(slug);
    const done = await result(stores.journal.index("slug").getAllKeys(ofEvent(slug)));
    for (const key of done) stores.journal.delete(key);
  });
}

/** Forgets every event whose time is over; gives the slugs. */
export async function tidy(now = Date.now()) {
  const over = (await all("events")).filter((event) => event.wipe_at <= now);
  for (const event of over) await wipe(event.slug);
  return over.map((event) => event.slug);
}

/** Forgets all events: whoever signs out leaves no roster behind, also not in the memory of another tab. */
export async function wipeAll() {
  for (const event of await all("events")) await wipe(event.slug);
  tabs.postMessage("wiped");
}

/** No desk any more: every event is forgotten, and the worker goes that would show the app in place of a page. */
export async function leave() {
  await wipeAll();
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
}

/** Calls when another tab has forgotten all events. */
export function onWipedElsewhere(forget) {
  tabs.addEventListener("message", forget);
}
