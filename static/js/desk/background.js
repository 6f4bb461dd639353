// What the browser does for a desk that may be closed before the network is back: the worker's `sync`.

/** Lets the browser send an event's rows when it has a connection again, even if no desk is open then, where it can. */
export async function haveSent(slug) {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.sync?.register(`send:${slug}`);
  } catch {
    // Not allowed, or not known here: the page sends as soon as it is open.
  }
}
