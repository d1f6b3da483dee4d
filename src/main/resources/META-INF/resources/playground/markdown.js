// Converts a model's Markdown to safe HTML: no scripts, no forms, and nothing that makes the browser send requests
// to another host, because a model may have been tricked into sending secrets there.
import { DOMPurify, guard, html, Marked, unsafeHTML } from './libraries.js';

const marked = new Marked({ gfm: true, breaks: true, async: false });
// HTML in an answer is shown as text. The sanitiser handles only the HTML that Markdown itself creates.
marked.use({ renderer: { html: ({ text }) => escaped(text) } });
const purify = DOMPurify(window);

purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') {
    leadOut(node);
  } else if (node.tagName === 'IMG' && !/^data:image\//.test(node.getAttribute('src') ?? '')) {
    node.replaceWith(insteadOf(node));
  }
});

/** Replaces an image on another host by a link, or by its text where a link is not possible. */
function insteadOf(image) {
  const address = image.getAttribute('src') ?? '';
  const text = image.getAttribute('alt') || 'image';
  if (!/^https?:\/\//i.test(address) || image.closest('a')) {
    return document.createTextNode(text);
  }
  const link = document.createElement('a');
  link.href = address;
  link.textContent = text;
  leadOut(link);
  return link;
}

function leadOut(link) {
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer nofollow');
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The rendered blocks of growing texts, by item. */
const growing = new WeakMap();

/**
 * Renders a text for a template, block by block, so that only the end of a growing text is rendered again. The blocks
 * before it stay unchanged in the page, with the reader's selection.
 */
export function markdown(item, text) {
  const blocks = blocksOf(text.replace(/\r\n|\r/g, '\n'), item.live ? growing.get(item) : undefined);
  if (item.live) {
    growing.set(item, { text, blocks });
  }
  // Link definitions may be anywhere in the text, so they are read when it is complete.
  const addresses = item.live ? '' : blocks.filter(({ type }) => type === 'def').map(({ raw }) => raw).join('\n');
  return html`${blocks.filter(isSeen).map(({ raw }) => guard([raw, addresses], () => unsafeHTML(clean(addresses ? `${raw}\n\n${addresses}` : raw))))}`;
}

function isSeen({ type }) {
  return type !== 'space' && type !== 'def';
}

function blocksOf(text, before) {
  if (!before || !text.startsWith(before.text)) {
    return lexed(text);
  }
  // Further text may continue the last block, such as a list or a fence, but no earlier one.
  const end = before.blocks.findLastIndex(isSeen);
  const kept = before.blocks.slice(0, Math.max(0, end));
  return [...kept, ...lexed(text.slice(kept.reduce((sum, { raw }) => sum + raw.length, 0)))];
}

/** Parses blocks only. Inline elements are parsed when a block is rendered. */
function lexed(text) {
  return new marked.Lexer(marked.defaults).blockTokens(text, []);
}

function clean(text) {
  return purify.sanitize(marked.parse(text), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['style', 'form', 'button', 'textarea', 'select', 'option', 'audio', 'video', 'picture', 'source', 'dialog'],
    FORBID_ATTR: ['style', 'srcset', 'id', 'name', 'class', 'background', 'poster'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
}
