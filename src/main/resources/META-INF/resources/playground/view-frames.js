// The frames of the stream, each with its time.
import { guard, html, nothing, repeat } from './libraries.js';
import { state, update } from './state.js';
import { copyButton } from './view-bits.js';

/** Number of frames to show at once, because more are slow to render. */
const STEP = 300;

/** The number of shown frames, by trace. */
let shown = { trace: null, count: STEP };

export function framesPanel() {
  const trace = state.traces.get(state.conversation?.id) ?? { frames: [], dropped: 0 };
  const { frames, dropped } = trace;
  if (frames.length === 0) {
    return html`<p class="note">The frames of the next answer appear here, with the milliseconds since it was asked for.</p>`;
  }
  if (shown.trace !== trace) {
    shown = { trace, count: STEP };
  }
  const hidden = Math.max(0, frames.length - shown.count);
  return html`
    <p class="usage">
      <span>${(frames.length + dropped).toLocaleString()} frames</span>
      <span>first after ${Math.round(frames[0].at)} ms</span>
      <span>last after ${Math.round(frames.at(-1).at)} ms</span>
      ${copyButton('Copy all', () => frames.map(raw).join(''))}
    </p>
    ${hidden > 0 ? html`<button type="button" class="small" @click=${more}>Show ${Math.min(STEP, hidden)} earlier ones</button>` : nothing}
    ${dropped > 0 && hidden === 0 ? html`<p class="quiet">The first ${dropped.toLocaleString()} were discarded.</p>` : nothing}
    <ol class="frames" start=${dropped + hidden + 1}>
      ${repeat(frames.slice(hidden), (one) => one, (one, index) => guard([one], () => frame(one, frames[hidden + index - 1])))}
    </ol>
  `;
}

function more() {
  shown.count += STEP;
  update();
}

function frame({ at, event, data }, before) {
  return html`
    <li>
      <details @toggle=${(toggled) => unfold(toggled.target, data)}>
        <summary>
          <span class="time">${Math.round(at)} ms</span>
          <span class="gap quiet">${before ? `+${Math.round(at - before.at)}` : ''}</span>
          <span class="name">${nameOf(event, data)}</span>
          <span class="quiet">${data.length.toLocaleString()} B</span>
        </summary>
        <div data-body></div>
      </details>
    </li>
  `;
}

/** A frame's JSON is formatted when it is opened. */
function unfold(details, data) {
  const body = details.querySelector('[data-body]');
  if (details.open && !body.hasChildNodes()) {
    const pre = document.createElement('pre');
    pre.tabIndex = 0;
    pre.textContent = pretty(data);
    body.append(pre);
  }
}

function pretty(data) {
  try {
    return JSON.stringify(JSON.parse(data), null, 2);
  } catch {
    return data;
  }
}

function nameOf(event, data) {
  if (event) {
    return event;
  }
  // Without parsing, because there may be hundreds of frames per second.
  const names = [...data.matchAll(/"(?:type|name)":"([^"]+)"/g)].map((match) => match[1]);
  const [first, second] = names;
  const inner = names.find((name) => name.startsWith('response.'));
  return first === 'raw_response_event' ? (inner ?? first) : first === 'run_item_stream_event' ? second : (first ?? 'data');
}

function raw({ event, data, id }) {
  return `${id ? `id: ${id}\n` : ''}${event ? `event: ${event}\n` : ''}data: ${data}\n\n`;
}
