// The parts of an answer: text, reasoning, and calls as cards with their nested parts.
import { misfits } from './calls.js';
import { picturesOf, progressText, withoutPictures } from './items.js';
import { html, nothing } from './libraries.js';
import { markdown } from './markdown.js';
import { seconds } from './view-bits.js';
import { citations, hostedView } from './view-hosted.js';
import { json, layOut } from './view-json.js';

export function partView(part, answer, running) {
  switch (part.kind) {
    case 'text':
      return html`
        <section class="text ${part.item.cut ? 'cut' : part.item.live ? 'live' : ''}" aria-label=${`${part.item.agent} says`}>
          <h3>${part.item.agent}${part.item.cut ? ', cut off' : ''}</h3>
          <div class="markdown">${markdown(part.item, part.text)}</div>
          ${citations(part.item)}
        </section>
      `;
    case 'reasoning':
      return html`
        <details class="reasoning" ?open=${part.item.live}>
          <summary>${part.item.live ? 'Reasoning …' : 'Reasoning'} <span class="quiet">${part.item.agent}</span></summary>
          <div class="markdown">${markdown(part.item, part.text)}</div>
        </details>
      `;
    case 'hosted':
      return hostedView(part, running);
    case 'note':
      return html`<p class="note"><strong>Guardrail of ${part.item.agent}.</strong> ${part.text}</p>`;
    default:
      return call(part, answer, running);
  }
}

function call(part, answer, running) {
  const { item, key, output, parts, recipient, successor } = part;
  const state = output ? (misfits(output) ? 'failed' : 'done') : running ? 'running' : 'cut off';
  const time = answer.times?.[key];
  const server = answer.mcpServers?.[`${item.agent} ${item.name}`];
  const told = state === 'running' ? progressText(item.progress) : '';
  const title = recipient
    ? html`<b>${item.agent}</b> asks <b>${recipient}</b>`
    : successor
      ? html`<b>${item.agent}</b> hands over to <b>${successor}</b>`
      : html`<b>${item.agent}</b> calls <code>${item.name}</code>${server ? html` of the MCP server <b>${server}</b>` : nothing}`;
  return html`
    <details class="call ${recipient ? 'delegation' : ''}" data-state=${state} ?open=${running && Boolean(recipient)} @toggle=${layOut}>
      <summary>
        <span class="mark" aria-hidden="true"></span>
        <span>${title}</span>
        <span class="quiet">${state}${time?.ended ? `, ${seconds(time.ended - time.began)}` : ''}</span>
        ${told ? html`<span class="progress">${told}</span>` : nothing}
      </summary>
      <div class="io">
        <h4>Arguments</h4>
        ${json(item.arguments)}
        ${parts.length > 0 ? html`<div class="nested" role="group" aria-label=${`What ${recipient} did`}>${parts.map((inner) => partView(inner, answer, running))}</div>` : nothing}
        ${output ? html`<h4>Output</h4>${outputView(output.output, item.name)}` : nothing}
      </div>
    </details>
  `;
}

function outputView(output, tool) {
  const pictures = picturesOf(output);
  const rest = withoutPictures(output);
  return html`${pictures.map((url) => html`<img alt=${`Picture that ${tool} returned`} src=${url} />`)}${pictures.length > 0 && rest === '' ? nothing : json(rest)}`;
}
