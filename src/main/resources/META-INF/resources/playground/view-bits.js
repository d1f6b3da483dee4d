// Small elements that several parts of the page use.
import { html, nothing } from './libraries.js';
import { Problem } from './problem.js';
import { announce, update } from './state.js';

const COPIED_MILLIS = 2_000;

/** Formats a cost: with cents, or with more digits for small amounts. */
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: 6 });

export function seconds(ms) {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** Describes the usage: tokens, and their cost if it is known. */
export function usage(used) {
  if (!used) {
    return nothing;
  }
  const cached = used.cached_tokens ? ` (${used.cached_tokens.toLocaleString()} cached)` : '';
  const reasoning = used.reasoning_tokens ? ` (${used.reasoning_tokens.toLocaleString()} reasoning)` : '';
  return html`
    ${used.request_count === undefined ? nothing : html`<span>${count(used.request_count, 'request')}</span>`}
    <span>${used.input_tokens.toLocaleString()} tokens in${cached}</span>
    <span>${used.output_tokens.toLocaleString()} out${reasoning}</span>
    ${used.total_cost === undefined ? nothing : html`<span>${dollars.format(used.total_cost)}</span>`}
  `;
}

function count(number, noun) {
  return `${number.toLocaleString()} ${noun}${number === 1 ? '' : 's'}`;
}

/** The total usage of several answers; null if none has any. */
export function sum(all) {
  const known = all.filter(Boolean);
  if (known.length === 0) {
    return null;
  }
  const fields = new Set(known.flatMap(Object.keys));
  return Object.fromEntries([...fields].map((field) => [field, known.reduce((total, used) => total + (used[field] ?? 0), 0)]));
}

/** A button that copies a text, which is created when it is pressed. */
export function copyButton(label, text) {
  const copy = async ({ currentTarget: button }) => {
    try {
      await navigator.clipboard.writeText(text());
      announce(`${label}: copied.`);
      button.dataset.copied = '';
      setTimeout(() => delete button.dataset.copied, COPIED_MILLIS);
    } catch (failure) {
      console.warn(failure);
      update({ problem: new Problem('The browser refused to copy.', 'Copying needs https or localhost, and permission to use the clipboard.'), again: null });
    }
  };
  return html`<button type="button" class="small copy" @click=${copy}><span>${label}</span><span aria-hidden="true">✓ Copied</span></button>`;
}

/** Shows a modal dialog, so that the focus stays in it. */
export function modal(dialog) {
  if (dialog) {
    // Deferred, because the element is not in the page yet.
    queueMicrotask(() => dialog.showModal());
  }
}
