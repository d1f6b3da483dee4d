// Markdown as a model writes it, as HTML that can do no harm: no scripts, no forms, and nothing that makes the browser
// ask another host, because a model may have been talked into telling secrets to one.
import { DOMPurify, Marked, unsafeHTML } from './libraries.js';

const marked = new Marked({ gfm: true, breaks: true, async: false });
// HTML in an answer is shown as it was written. What is left for the sanitiser is what Markdown itself can make.
marked.use({ renderer: { html: ({ text }) => escaped(text) } });
const purify = DOMPurify(window);

purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer nofollow');
  } else if (node.tagName === 'IMG' && !/^data:image\//.test(node.getAttribute('src') ?? '')) {
    const link = document.createElement('a');
    link.href = node.getAttribute('src') ?? '';
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
    link.textContent = node.getAttribute('alt') || 'image';
    node.replaceWith(link);
  }
});

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The HTML of a text, to be put into a template. */
export function markdown(text) {
  return unsafeHTML(
    purify.sanitize(marked.parse(text), {
      USE_PROFILES: { html: true },
      FORBID_TAGS: ['style', 'form', 'button', 'textarea', 'select', 'option', 'audio', 'video', 'picture', 'source', 'dialog'],
      FORBID_ATTR: ['style', 'srcset', 'id', 'name', 'class', 'background', 'poster'],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
    }),
  );
}
