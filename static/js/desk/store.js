// What the device keeps, in IndexedDB. Nothing in it names a guest: see docs/adr/0012.
//   events    the loaded events: salts, rules, badge styles, never a person
//   records   one row a code: the guest, sealed by the code and by the PIN
//   presence  who is in through which door, by the rows' opaque ids
//   outbox    what is not sent yet, sealed for the server; the key is the order
//   journal   what this device did, by opaque ids: for undoing, and for what the server said of it
//   settings  the device's name, its counter
const NAME = "maxforum-desk";
const VERSION = 1;

let opened = null;

/** The database, made on the first call. */
export function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => make(request.result);
    request.onsuccess = () => {
      // Another tab with a newer version waits for this one to let go.
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opened;
}

function make(db) {
  db.createObjectStore("events", { keyPath: "slug" });
  db.createObjectStore("records", { keyPath: ["slug", "id"] });
  db.createObjectStore("presence", { keyPath: ["slug", "id", "door"] });
  db.createObjectStore("outbox", { autoIncrement: true, keyPath: "number" }).createIndex("slug", "slug");
  db.createObjectStore("journal", { keyPath: "scan_id" }).createIndex("slug", ["slug", "sequence"]);
  db.createObjectStore("settings", { keyPath: "name" });
}

/** The result of a request. */
export function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Runs `work` with the named stores in one transaction; done when it is committed to the disk. It may wait for these stores alone. */
export async function within(names, mode, work, { durability = "strict" } = {}) {
  const db = await database();
  const transaction = db.transaction(names, mode, { durability });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    transaction.onerror = () => reject(transaction.error);
  });
  const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
  const value = await work(stores);
  await done;
  return value;
}

export const get = (name, key) => within([name], "readonly", (stores) => result(stores[name].get(key)));
export const all = (name, range) => within([name], "readonly", (stores) => result(stores[name].getAll(range)));
export const put = (name, value) => within([name], "readwrite", (stores) => result(stores[name].put(value)));

/** The keys of one event in a store whose keys begin with its slug. */
export const ofEvent = (slug) => IDBKeyRange.bound([slug], [slug, []]);
