// The conversations, kept in this browser and nowhere else.

const NAME = 'agency-swarm-playground';
const STORE = 'conversations';

/** Resolves to the database; rejects where the browser keeps nothing, as some do in private windows. */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function transaction(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const request = work(database.transaction(STORE, mode).objectStore(STORE));
      request.transaction.oncomplete = () => resolve(request.result);
      request.transaction.onabort = () => reject(request.transaction.error);
    });
  } finally {
    database.close();
  }
}

/** All conversations, the newest first. */
export async function load() {
  const all = await transaction('readonly', (store) => store.getAll());
  return all.sort((one, other) => other.started - one.started);
}

export function save(conversation) {
  return transaction('readwrite', (store) => store.put(JSON.parse(JSON.stringify(conversation))));
}

export function remove(id) {
  return transaction('readwrite', (store) => store.delete(id));
}
