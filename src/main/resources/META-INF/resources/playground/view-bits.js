// Small pieces that several parts of the page are made of.
import { html, nothing } from './libraries.js';
import { Problem } from './problem.js';
import { announce, update } from './state.js';

const COPIED_MILLIS = 2_000;

/** Cents for what costs dollars, and as many digits as it takes for what costs next to nothing. */
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: 6 });

export function seconds(ms) {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** What was used, in words: tokens, and what they cost where the service knows. */
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

/** The sum of what several answers used; null where none tells. */
export function sum(all) {
  const known = all.filter(Boolean);
  if (known.length === 0) {
    return null;
  }
  const fields = new Set(known.flatMap(Object.keys));
  return Object.fromEntries([...fields].map((field) => [field, known.reduce((total, used) => total + (used[field] ?? 0), 0)]));
}

/** A button that copies a text, made when it is pressed. */
export function copyButton(label, text) {
  const copy = async ({ currentTarget: button }) => {
    try {
      await navigator.clipboard.writeText(text());
      announce(`${label}: copied.`);
      button.dataset.copied = '';
      setTimeout(() => delete button.dataset.copied, COPIED_MILLIS);
    } catch (failure) {
      console.warn(failure);
      update({ problem: new Problem('The browser did not copy.', 'It does so on https and localhost only, and where it is allowed to.'), again: null });
    }
  };
  return html`<button type="button" class="small copy" @click=${copy}><span>${label}</span><span aria-hidden="true">✓ Copied</span></button>`;
}

/** Shows a dialog as a modal one, so that the keyboard stays in it. */
export function modal(dialog) {
  if (dialog) {
    // Only what is in the page can be shown, and now it is still on its way there.
    queueMicrotask(() => dialog.showModal());
  }
}
