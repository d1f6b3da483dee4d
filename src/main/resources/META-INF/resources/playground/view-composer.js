// Where the next message is written.
import * as actions from './actions.js';
import { html, nothing } from './libraries.js';
import { currentRun, recipient, state, update } from './state.js';

export function composer() {
  return html`
    <form class="composer" @submit=${submit} @dragover=${(event) => event.preventDefault()} @drop=${drop}>
      ${attached()} ${state.addressing ? address() : nothing}
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

function stops() {
  const { cancelling } = currentRun();
  return html`
    ${actions.canEndAfterTurn()
      ? html`<button type="button" ?disabled=${cancelling !== null} @click=${() => actions.cancel('after_turn')}>Stop after this turn</button>`
      : nothing}
    <button type="button" class="primary" ?disabled=${cancelling === 'immediate'} @click=${() => actions.cancel('immediate')}>Stop</button>
  `;
}

async function submit(event) {
  event.preventDefault();
  const field = document.getElementById('message');
  const text = field.value;
  field.value = '';
  if (!(await actions.send(text))) {
    field.value = text;
  }
}

function keys(event) {
  // Enter that ends the choice of a letter, as in Japanese, sends nothing.
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (!currentRun()) {
      event.target.form.requestSubmit();
    }
  } else if (event.key === 'Escape' && currentRun()) {
    actions.cancel('immediate');
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

/** What Enter adds, so that the form around is not sent. */
function address() {
  const add = (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      actions.attach([event.target.value.trim()].filter(Boolean));
    }
  };
  return html`
    <p class="address">
      <label for="address">Address, or a path that the service may read; then Enter</label>
      <input id="address" placeholder="https://example.com/report.pdf" autocomplete="off" @keydown=${add} />
    </p>
  `;
}
