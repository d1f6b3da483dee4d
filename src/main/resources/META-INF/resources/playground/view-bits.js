// Small pieces that several parts of the page are made of.
import { html, nothing } from './libraries.js';
import { update } from './state.js';

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumSignificantDigits: 3 });

/** JSON, laid out; text that is no JSON as it is. */
export function json(text) {
  return html`<pre tabindex="0"><code>${laidOut(text)}</code></pre>`;
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
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      update({ announcement: `${label}: copied.` });
    } catch {
      update({ problem: new Error('The browser did not copy: it does so on https and localhost only, and where it is allowed to.') });
    }
  };
  return html`<button type="button" class="small" @click=${copy}>${label}</button>`;
}
