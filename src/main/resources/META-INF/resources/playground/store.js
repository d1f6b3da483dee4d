// Stores the conversations in this browser only, for all its tabs.

const NAME = 'agency-swarm-playground';
const STORE = 'conversations';

/** Resolves to the database. Rejects if the browser has no storage, as in some private windows. */
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

export function load() {
  return transaction('readonly', (store) => store.getAll());
}

export function find(id) {
  return transaction('readonly', (store) => store.get(id));
}

/** Stores a conversation, merged with the changes of other tabs. */
export function save(conversation) {
  const plain = JSON.parse(JSON.stringify(conversation));
  return transaction('readwrite', (store) => {
    const before = store.get(plain.id);
    before.onsuccess = () => store.put(before.result ? merged(before.result, plain) : plain);
    return before;
  });
}

export function remove(id) {
  return transaction('readwrite', (store) => store.delete(id));
}

/** Merges two states of a conversation: the second, and what exists only in the first. */
export function merged(first, second) {
  const theirs = new Map(second.exchanges.map((exchange) => [exchange.id, exchange]));
  const known = new Set(first.exchanges.map(({ id }) => id));
  return {
    ...second,
    exchanges: [
      ...first.exchanges.map((exchange) => further(exchange, theirs.get(exchange.id))),
      ...second.exchanges.filter(({ id }) => !known.has(id)),
    ],
  };
}

/** Of two states of an exchange, returns the one whose run has ended. */
function further(first, second) {
  return !second || (first.answer.ms !== undefined && second.answer.ms === undefined) ? first : second;
}
