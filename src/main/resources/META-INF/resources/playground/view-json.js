// JSON in cards. It may be long and most cards are never opened, so it is formatted when a card is opened.
import { guard, html, ref } from './libraries.js';

/** The JSON that is not formatted yet, by element. */
const waiting = new WeakMap();

/** JSON, formatted when its card is opened. Text that is not JSON is shown unchanged. */
export function json(text) {
  return html`<pre tabindex="0">${guard([text], () => html`<code ${ref((element) => put(element, text))}></code>`)}</pre>`;
}

/** Formats the JSON of an opened card, for its event `toggle`. */
export function layOut({ target }) {
  if (target.open) {
    target.querySelectorAll(':scope > .io > pre > code').forEach(fill);
  }
}

function put(element, text) {
  if (element) {
    waiting.set(element, text);
    if (element.closest('details')?.open) {
      fill(element);
    }
  }
}

function fill(element) {
  if (waiting.has(element)) {
    element.textContent = laidOut(waiting.get(element));
    waiting.delete(element);
  }
}

function laidOut(text) {
  if (typeof text !== 'string') {
    return JSON.stringify(text, null, 2);
  }
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}
