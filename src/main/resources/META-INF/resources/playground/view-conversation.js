// The conversation: questions, and answers as they grow.
import * as actions from './actions.js';
import { guide } from './view-guide.js';
import { partsOf } from './items.js';
import { guard, html, nothing, repeat } from './libraries.js';
import { isLeft } from './kept-run.js';
import { currentRun, exchanges, state, update } from './state.js';
import { copyButton, seconds, usage } from './view-bits.js';
import { partView } from './view-parts.js';

export function conversation() {
  const all = exchanges();
  return html`
    <div class="exchanges" id="exchanges" tabindex="-1" @scroll=${scrolled}>
      ${state.broken.has(state.conversation?.id) ? broken() : all.length === 0 ? guide() : repeat(all, ({ id }) => id, exchange)}
    </div>
    ${state.away ? html`<button type="button" class="to-end" @click=${toEnd}>↓ To the end</button>` : nothing}
  `;
}

/** Does not follow a growing answer if the reader has scrolled back, and shows a button to return to the end. */
function scrolled({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) {
  const away = scrollHeight - scrollTop - clientHeight > 200;
  if (away !== state.away) {
    update({ away });
  }
}

function toEnd() {
  const list = document.getElementById('exchanges');
  list.scrollTop = list.scrollHeight;
}

function broken() {
  return html`
    <div class="failure" role="alert">
      <p><strong>This conversation can't be shown.</strong> See the console of the browser. Under Conversations it can be exported or deleted.</p>
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
  // Ended exchanges do not change.
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

/** Incomplete text that was shown before the run was stopped, and is not part of the conversation. */
function cutOf(answer) {
  return (answer.cut ?? []).map((item) => ({ ...item, cut: true, live: false }));
}

function outcome({ answer }, running) {
  if (running) {
    return currentRun().comingBack ? html`<p class="note" role="status">The connection broke. Reconnecting to the run …</p>` : nothing;
  }
  if (answer.error) {
    return html`<div class="failure"><p><strong>The run failed.</strong> ${answer.error}</p>${answer.advice ? html`<p>${answer.advice}</p>` : nothing}</div>`;
  }
  if (answer.cancelled) {
    return html`<p class="note">Stopped.</p>`;
  }
  if (!answer.whole) {
    return html`<p class="note">The page was left before the answer was complete.</p>`;
  }
  return nothing;
}

function footer(one) {
  const { answer } = one;
  const said = partsOf(answer.items)
    .filter(({ kind }) => kind === 'text')
    .map(({ text }) => text)
    .join('\n\n');
  const wanting = answer.error || answer.cancelled || !answer.whole;
  const left = isLeft(answer);
  return html`
    <footer>
      <span class="usage">${usage(answer.usage)}${answer.ms ? html`<span>${seconds(answer.ms)}</span>` : nothing}</span>
      ${left ? html`<button type="button" class="small" @click=${() => actions.goOn(state.conversation, one)}>Go on with the answer</button>` : nothing}
      ${answer.liveRun ? html`<button type="button" class="small" @click=${() => actions.seeLiveRun(one)}>Follow the live run</button>` : nothing}
      ${wanting ? html`<button type="button" class="small" @click=${() => actions.bringBack(one)}>Edit and ask again</button>` : nothing}
      ${answer.items.length > 0 && !left ? html`<button type="button" class="small" @click=${() => actions.fork(one)}>Fork from here</button>` : nothing}
      ${copyButton('Copy as curl', () => actions.curl(one))}
      ${said ? copyButton('Copy answer', () => said) : nothing}
    </footer>
  `;
}
