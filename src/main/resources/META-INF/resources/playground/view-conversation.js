// The conversation: questions, answers as they grow, calls as cards with whatever happened within them.
import * as actions from './actions.js';
import { guide } from './view-guide.js';
import { partsOf } from './items.js';
import { guard, html, nothing, repeat } from './libraries.js';
import { markdown } from './markdown.js';
import { currentRun, state } from './state.js';
import { copyButton, json, seconds, usage } from './view-bits.js';

export function conversation() {
  const exchanges = state.conversation?.exchanges ?? [];
  return html`
    <div class="exchanges" id="exchanges" tabindex="-1">
      ${exchanges.length === 0 ? guide() : repeat(exchanges, ({ id }) => id, exchange)}
    </div>
  `;
}

function exchange(one) {
  const running = currentRun()?.exchange === one;
  const draw = () => html`
    <article class="exchange" aria-busy=${running} data-state=${stateOf(one.answer, running)}>
      ${question(one)}
      <div class="answer">
        ${partsOf([...one.answer.items, ...cutOf(one.answer)]).map((part) => partView(part, one.answer, running))}
        ${running && !one.answer.items.some((item) => item.live) ? html`<p class="waiting" aria-hidden="true"><i></i><i></i><i></i></p>` : nothing}
        ${outcome(one, running)}
      </div>
      ${running ? nothing : footer(one)}
    </article>
  `;
  // What is over does not change any more.
  return running ? draw() : guard([one.answer, one.answer.ms, one.answer.items.length], draw);
}

function stateOf(answer, running) {
  if (running) {
    return 'running';
  }
  return answer.error ? 'failed' : answer.cancelled ? 'cancelled' : 'done';
}

function question({ draft }) {
  const names = [...draft.parts.map(({ name }) => name), ...Object.keys(draft.fileUrls)];
  if (!draft.text && names.length === 0) {
    return nothing;
  }
  return html`
    <div class="question">
      <h3 class="for-readers">You</h3>
      <p>${draft.text}</p>
      ${names.length > 0 ? html`<ul class="chips" aria-label="Attached">${names.map((name) => html`<li>${name}</li>`)}</ul>` : nothing}
    </div>
  `;
}

function partView(part, answer, running) {
  switch (part.kind) {
    case 'text':
      return html`
        <section class="text ${part.item.cut ? 'cut' : part.item.live ? 'live' : ''}" aria-label=${`${part.item.agent} says`}>
          <h3>${part.item.agent}${part.item.cut ? ', cut off' : ''}</h3>
          <div class="markdown">${guard([part.text], () => markdown(part.text))}</div>
        </section>
      `;
    case 'reasoning':
      return html`
        <details class="reasoning" ?open=${part.item.live}>
          <summary>${part.item.live ? 'Reasoning …' : 'Reasoning'} <span class="quiet">${part.item.agent}</span></summary>
          <div class="markdown">${guard([part.text], () => markdown(part.text))}</div>
        </details>
      `;
    case 'note':
      return html`<p class="note"><strong>Guardrail of ${part.item.agent}.</strong> ${part.text}</p>`;
    default:
      return call(part, answer, running);
  }
}

function call(part, answer, running) {
  const { item, output, parts, recipient, successor } = part;
  const state = output ? 'done' : running ? 'running' : 'cut off';
  const time = answer.times?.[item.call_id];
  const title = recipient
    ? html`<b>${item.agent}</b> asks <b>${recipient}</b>`
    : successor
      ? html`<b>${item.agent}</b> hands over to <b>${successor}</b>`
      : html`<b>${item.agent}</b> calls <code>${item.name}</code>`;
  return html`
    <details class="call ${recipient ? 'delegation' : ''}" data-state=${state} ?open=${running && Boolean(recipient)}>
      <summary>
        <span class="mark" aria-hidden="true"></span>
        <span>${title}</span>
        <span class="quiet">${state}${time?.ended ? `, ${seconds(time.ended - time.began)}` : ''}</span>
      </summary>
      <div class="io">
        <h4>Arguments</h4>
        ${json(item.arguments)}
        ${parts.length > 0 ? html`<div class="nested" role="group" aria-label=${`What ${recipient} did`}>${parts.map((inner) => partView(inner, answer, running))}</div>` : nothing}
        ${output ? html`<h4>Output</h4>${json(output.output)}` : nothing}
      </div>
    </details>
  `;
}

/** What was shown while it grew, and is no part of the conversation because the run was stopped before. */
function cutOf(answer) {
  return (answer.cut ?? []).map((item) => ({ ...item, cut: true, live: false }));
}

function outcome({ answer }, running) {
  if (running) {
    return nothing;
  }
  if (answer.error) {
    return html`<div class="failure"><p><strong>The run failed.</strong> ${answer.error}</p>${answer.advice ? html`<p>${answer.advice}</p>` : nothing}</div>`;
  }
  if (answer.cancelled) {
    return html`<p class="note">Stopped.</p>`;
  }
  if (!answer.whole) {
    return html`<p class="note">The page was left before the answer was whole. Ask again.</p>`;
  }
  return nothing;
}

function footer(one) {
  const { answer } = one;
  return html`
    <footer>
      <span class="usage">${usage(answer.usage)}${answer.ms ? html`<span>${seconds(answer.ms)}</span>` : nothing}</span>
      ${copyButton('Copy as curl', () => actions.curl(one))}
      ${copyButton('Copy answer', () =>
        partsOf(answer.items)
          .filter(({ kind }) => kind === 'text')
          .map(({ text }) => text)
          .join('\n\n'),
      )}
    </footer>
  `;
}
