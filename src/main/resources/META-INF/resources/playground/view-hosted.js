// Cards of hosted calls: sources as links, images, code and its output.
import { citationsOf, deedOf, drawingsOf, logsOf, pagesOf, passagesOf, pictureOf, queriesOf } from './hosted.js';
import { html, nothing } from './libraries.js';
import { json, layOut } from './view-json.js';

export function hostedView({ item }, running) {
  const state = item.live ? (running ? 'running' : 'cut off') : item.status === 'failed' ? 'failed' : 'done';
  return html`
    <details class="call hosted" data-state=${state} ?open=${item.type === 'image_generation_call'} @toggle=${layOut}>
      <summary>
        <span class="mark" aria-hidden="true"></span>
        <span><b>${item.agent}</b> ${deedOf(item)}${queriesOf(item).map((query) => html` <q>${query}</q>`)}</span>
        <span class="quiet">${state}</span>
      </summary>
      <div class="io">${detailsOf(item)}</div>
    </details>
  `;
}

function detailsOf(item) {
  switch (item.type) {
    case 'web_search_call':
      return links('Sources', pagesOf(item)) || quiet('The provider named no sources.');
    case 'file_search_call':
      return passages(passagesOf(item));
    case 'code_interpreter_call':
      return html`
        ${item.code ? html`<h4>Code</h4><pre tabindex="0"><code>${item.code}</code></pre>` : nothing}
        ${logsOf(item) ? html`<h4>Logs</h4><pre tabindex="0"><code>${logsOf(item)}</code></pre>` : nothing}
        ${links('Pictures', drawingsOf(item)) || nothing}
      `;
    case 'image_generation_call':
      return picture(item);
    default:
      return html`
        <h4>Arguments</h4>
        ${json(item.arguments ?? '')}
        ${item.error ? html`<h4>Error</h4>${json(item.error)}` : item.output ? html`<h4>Output</h4>${json(item.output)}` : nothing}
      `;
  }
}

function passages(found) {
  if (found.length === 0) {
    return quiet('The passages are stored at the provider.');
  }
  return html`<h4>Found</h4><ul class="sources">${found.map(({ name, passage }) => html`<li><b>${name}</b> ${passage}</li>`)}</ul>`;
}

function picture(item) {
  const address = pictureOf(item);
  const words = typeof item.revised_prompt === 'string' && item.revised_prompt ? item.revised_prompt : 'A picture that the model made';
  if (!address) {
    return item.live ? nothing : quiet('The picture is stored at the provider.');
  }
  return html`<img class="made" src=${address} alt=${words} /><p class="quiet">${words}</p>`;
}

/** The citations below a message; nothing if there are none. */
export function citations(item) {
  return links('Sources', citationsOf(item)) || nothing;
}

/** A list of pages and files; null if it is empty. */
function links(title, found) {
  return found.length === 0
    ? null
    : html`
        <h4>${title}</h4>
        <ul class="sources">
          ${found.map(({ url, name }) => html`<li>${url ? html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow">${name}</a>` : name}</li>`)}
        </ul>
      `;
}

function quiet(sentence) {
  return html`<p class="quiet">${sentence}</p>`;
}
