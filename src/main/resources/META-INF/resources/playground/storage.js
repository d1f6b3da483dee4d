// Names and values that the browser keeps, and that this page keeps itself where a browser is told to keep nothing.

/** For as long as this tab is open. */
export const tab = kept(() => sessionStorage);

/** For all tabs, until somebody deletes it. */
export const browser = kept(() => localStorage);

function kept(place) {
  const memory = new Map();
  return {
    /** The value of a name, null where it has none. */
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
