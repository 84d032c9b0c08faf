// What the app keeps in the phone's database: what waits for a signal, which pictures were looked at when, and who is here.
const STORES = { waiting: "id", pictures: "url", facts: "id" };

// Opened anew each time: signing out takes the whole database away from under an open one.
function box(store, work) {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("kreatr", 1);
    opening.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) opening.result.createObjectStore(name, { keyPath });
    };
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const held = opening.result.transaction(store, "readwrite");
      const asked = work(held.objectStore(store));
      held.oncomplete = () => (opening.result.close(), done(asked.result));
      held.onabort = () => (opening.result.close(), fail(held.error));
    };
  });
}
const put = (store, row) => box(store, (rows) => rows.put(row));
const get = (store, key) => box(store, (rows) => rows.get(key));
const drop = (store, key) => box(store, (rows) => rows.delete(key));
const all = (store) => box(store, (rows) => rows.getAll());
const clear = (store) => box(store, (rows) => rows.clear());
