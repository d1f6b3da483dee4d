// Stores names and values in the browser, or in this page if the browser's storage is disabled.

/** Until this tab is closed. */
export const tab = kept(() => sessionStorage);

/** For all tabs, until deleted. */
export const browser = kept(() => localStorage);

function kept(place) {
  const memory = new Map();
  return {
    /** The value of a name; null if it has none. */
    get(name) {
      try {
        return place().getItem(name);
      } catch {
        return memory.get(name) ?? null;
      }
    },
    set(name, value) {
      try {
        place().setItem(name, value);
      } catch {
        memory.set(name, value);
      }
    },
  };
}
