// The page as a function of the state.
import * as actions from './actions.js';
import { conversation } from './view-conversation.js';
import { composer } from './view-composer.js';
import { panel } from './view-panels.js';
import { html, live, nothing, ref } from './libraries.js';
import { state } from './state.js';
import { modal } from './view-bits.js';
import { deletionDialog } from './view-conversations.js';
import * as theme from './theme.js';

const PANELS = [
  ['conversations', 'Conversations'],
  ['graph', 'Graph'],
  ['settings', 'Settings'],
  ['frames', 'Frames'],
];

export function page() {
  return html`
    <a class="skip" href="#message">Skip to the message</a>
    ${header()} ${problem()}
    <main class=${state.panel ? 'with-panel' : ''}>
      ${panel()}
      <section class="chat" aria-label="Conversation">${conversation()} ${state.agency && !state.broken.has(state.conversation?.id) ? composer() : nothing}</section>
    </main>
    ${state.asksToken ? tokenDialog() : nothing} ${state.deleting ? deletionDialog() : nothing}
    <p class="for-readers" role="status" aria-live="polite">${state.announcement}</p>
  `;
}

function header() {
  return html`
    <header>
      <h1><img src="playground/icon.svg" alt="" width="28" height="28" /> <span>Agency Swarm</span></h1>
      <div class="agency"><label for="agency">Agency</label> ${agencies()}</div>
      <nav aria-label="Panels">
        ${PANELS.map(
          ([name, label]) => html`<button type="button" aria-expanded=${state.panel === name} aria-controls="panel" @click=${() => actions.toggle(name)}>${label}</button>`,
        )}
      </nav>
      <a class="docs" href="docs/">API</a>
      <button type="button" class="icon" @click=${theme.toggle} aria-label="Switch between dark and light" title="Dark or light">◐</button>
    </header>
  `;
}

function agencies() {
  return html`
    <select id="agency" ?disabled=${!state.service} @change=${(event) => actions.choose(event.target.value)}>
      ${state.agency ? nothing : html`<option value="" disabled .selected=${live(true)}>Choose one</option>`}
      ${(state.service?.agencies ?? []).map((name) => html`<option .selected=${live(name === state.agency)}>${name}</option>`)}
    </select>
  `;
}

function problem() {
  if (!state.problem) {
    return nothing;
  }
  return html`
    <div class="problem" role="alert">
      <p><strong>${state.problem.message}</strong> ${state.problem.advice}</p>
      ${state.again ? html`<button type="button" @click=${() => state.again()}>Try again</button>` : nothing}
      <button type="button" @click=${actions.dismiss}>Dismiss</button>
    </div>
  `;
}

function tokenDialog() {
  const enter = (event) => {
    event.preventDefault();
    actions.enterToken(new FormData(event.target).get('token'));
    event.target.reset();
    event.target.elements.token.focus();
  };
  return html`
    <dialog aria-labelledby="token-title" ${ref(modal)} @close=${closed}>
      <form @submit=${enter}>
        <h2 id="token-title">This service needs a token</h2>
        <p>It was started with one, in the environment variable <code>APP_TOKEN</code> unless configured otherwise; or it accepts tokens of an identity provider. Ask its operator.</p>
        <label for="token">Token</label>
        <input id="token" name="token" type="password" autocomplete="off" required autofocus aria-describedby="token-refusal" />
        <p id="token-refusal" class="fault" role="alert">${state.refusal}</p>
        <p class="quiet">It is stored in this tab until the tab is closed.</p>
        <div class="buttons">
          <button type="submit" class="primary">Go on</button>
          ${state.agency ? html`<button type="button" @click=${actions.withoutToken}>Close</button>` : nothing}
        </div>
      </form>
    </dialog>
  `;
}

/** On Escape. If nothing was loaded yet, there is nothing behind the dialog. */
function closed(event) {
  if (state.asksToken) {
    actions.withoutToken();
    if (state.asksToken) {
      event.target.showModal();
    }
  }
}
