// The input for the next message.
import * as actions from './actions.js';
import { html, nothing, ref } from './libraries.js';
import { currentRun, exchanges, recipient, state, update } from './state.js';
import { sum, usage } from './view-bits.js';

export function composer() {
  return html`
    <form class="composer" @submit=${submit} @dragover=${(event) => event.preventDefault()} @drop=${drop}>
      ${total()} ${attached()} ${state.addressing ? address() : nothing}
      <label class="for-readers" for="message">Message to ${recipient()?.data.label ?? state.agency}</label>
      <textarea
        id="message"
        rows="2"
        placeholder=${`Message to ${recipient()?.data.label ?? state.agency}`}
        @keydown=${keys}
        @paste=${(event) => event.clipboardData.files.length > 0 && actions.attach([...event.clipboardData.files])}
      ></textarea>
      <div class="buttons">
        <label class="button">Attach <input type="file" multiple class="for-readers" @change=${chosen} /></label>
        <button type="button" aria-expanded=${state.addressing} @click=${() => update({ addressing: !state.addressing })}>Attach by address</button>
        <span class="stretch"></span>
        ${currentRun() ? stops() : html`<button type="submit" class="primary">Send</button>`}
      </div>
    </form>
  `;
}

/** The usage of the complete conversation. That of a single answer is shown below it. */
function total() {
  const all = exchanges().map(({ answer }) => answer.usage);
  const used = sum(all);
  return used && all.length > 1 ? html`<p class="usage total"><b>This conversation</b> ${usage(used)}</p>` : nothing;
}

function attached() {
  if (state.attachments.length === 0) {
    return nothing;
  }
  return html`
    <ul class="chips" aria-label="To be attached">
      ${state.attachments.map(
        (attachment) => html`<li>${attachment.name} <button type="button" aria-label=${`Remove ${attachment.name}`} @click=${() => actions.detach(attachment)}>×</button></li>`,
      )}
    </ul>
  `;
}

/** aria-disabled instead of disabled, because a disabled button loses the keyboard focus. */
function stops() {
  const run = currentRun();
  const cancelling = actions.isStoppable(run) ? run.cancelling : null;
  return html`
    ${actions.canEndAfterTurn()
      ? html`<button type="button" aria-disabled=${cancelling !== null} @click=${() => actions.cancel('after_turn')}>Stop after this turn</button>`
      : nothing}
    <button type="button" class="primary" aria-disabled=${cancelling === 'immediate'} @click=${() => actions.cancel('immediate')}>Stop</button>
  `;
}

async function submit(event) {
  event.preventDefault();
  const field = document.getElementById('message');
  const text = field.value;
  const address = document.getElementById('address')?.value.trim();
  if (address) {
    // An address that was typed but not added is attached too.
    await actions.attach([address]);
  }
  field.value = '';
  if (!(await actions.send(text))) {
    field.value = text;
  }
}

/** Ignores keys of input methods, such as for Japanese. In Safari they come after the input, with key code 229. */
function isComposing({ isComposing: composing, keyCode }) {
  return composing || keyCode === 229;
}

function keys(event) {
  if (isComposing(event)) {
    return;
  }
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    if (!currentRun()) {
      event.target.form.requestSubmit();
    }
  } else if (event.key === 'Escape' && currentRun()) {
    actions.cancel('immediate');
  } else if (event.key === 'ArrowUp' && event.target.value === '') {
    // As in a terminal: restores the last question for editing.
    event.target.value = exchanges().at(-1)?.draft.text ?? '';
  }
}

function chosen(event) {
  actions.attach([...event.target.files]);
  event.target.value = '';
}

function drop(event) {
  event.preventDefault();
  actions.attach([...event.dataTransfer.files]);
}

/** Enter adds the address instead of sending the surrounding form. */
function address() {
  const add = () => actions.attach([document.getElementById('address').value.trim()].filter(Boolean));
  const keyed = (event) => {
    if (event.key === 'Enter' && !isComposing(event)) {
      event.preventDefault();
      event.stopPropagation();
      add();
    }
  };
  return html`
    <p class="address">
      <label for="address">Address, or a path that the service may read</label>
      <input id="address" placeholder="https://example.com/report.pdf" autocomplete="off" @keydown=${keyed} ${ref(focus)} />
      <button type="button" @click=${add}>Add</button>
    </p>
  `;
}

function focus(field) {
  // Deferred, because the element is not in the page yet.
  queueMicrotask(() => field?.focus());
}
