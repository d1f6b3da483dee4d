// Markdown as a model writes it, as HTML that can do no harm: no scripts, no forms, and nothing that makes the browser
// ask another host, because a model may have been talked into telling secrets to one.
import { DOMPurify, guard, html, Marked, unsafeHTML } from './libraries.js';

const marked = new Marked({ gfm: true, breaks: true, async: false });
// HTML in an answer is shown as it was written. What is left for the sanitiser is what Markdown itself can make.
marked.use({ renderer: { html: ({ text }) => escaped(text) } });
const purify = DOMPurify(window);

purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') {
    leadOut(node);
  } else if (node.tagName === 'IMG' && !/^data:image\//.test(node.getAttribute('src') ?? '')) {
    node.replaceWith(insteadOf(node));
  }
});

/** In place of an image of another host a link to it, or its text where a link can't be. */
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

/** What was made of a text while it grew, by the item whose text it is. */
const growing = new WeakMap();

/**
 * A text, to be put into a template: block by block, so that of one that grows only the end is made anew. What stands
 * before stays as it is in the page, with whatever its reader has selected.
 */
export function markdown(item, text) {
  const blocks = blocksOf(text.replace(/\r\n|\r/g, '\n'), item.live ? growing.get(item) : undefined);
  if (item.live) {
    growing.set(item, { text, blocks });
  }
  // Where links lead to may be told anywhere. It is looked for once the text is whole.
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
  // What follows may belong to the last block, as to a list or a fence, but to none before it.
  const end = before.blocks.findLastIndex(isSeen);
  const kept = before.blocks.slice(0, Math.max(0, end));
  return [...kept, ...lexed(text.slice(kept.reduce((sum, { raw }) => sum + raw.length, 0)))];
}

/** Blocks only: what is within them is read when they are drawn. */
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
