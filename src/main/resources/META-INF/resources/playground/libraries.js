// The libraries of the playground, from web jars, at addresses without versions.
export { html, nothing, render, svg } from './lib/lit-html/lit-html.js';
export { guard } from './lib/lit-html/directives/guard.js';
export { live } from './lib/lit-html/directives/live.js';
export { ref } from './lib/lit-html/directives/ref.js';
export { repeat } from './lib/lit-html/directives/repeat.js';
export { unsafeHTML } from './lib/lit-html/directives/unsafe-html.js';
export { Marked } from './lib/marked/lib/marked.esm.js';
export { default as DOMPurify } from './lib/dompurify/dist/purify.es.mjs';
