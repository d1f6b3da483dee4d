// What stands beside the conversation; on a narrow page, in its place.
import * as actions from './actions.js';
import { html, live, nothing } from './libraries.js';
import { framesPanel } from './view-frames.js';
import { graphPanel } from './view-graph.js';
import { agents, state } from './state.js';
import { copyButton } from './view-bits.js';

const TITLES = { conversations: 'Conversations', graph: 'Graph', settings: 'Settings', frames: 'Frames' };

export function panel() {
  const views = { conversations, graph: graphPanel, settings, frames: framesPanel };
  return html`
    <aside id="panel" aria-label=${TITLES[state.panel] ?? 'Panel'} ?hidden=${!state.panel}>
      ${state.panel
        ? html`
            <div class="panel-title">
              <h2>${TITLES[state.panel]}</h2>
              <button type="button" class="icon" aria-label="Close" @click=${() => actions.toggle(state.panel)}>×</button>
            </div>
            ${views[state.panel]()}
          `
        : nothing}
    </aside>
  `;
}

function conversations() {
  return html`
    <div class="buttons">
      <button type="button" class="primary" @click=${actions.begin}>New</button>
      <label class="button">Import <input type="file" accept="application/json,.json" class="for-readers" @change=${imported} /></label>
      <button type="button" ?disabled=${!state.conversation?.exchanges.length} @click=${exportFile}>Export</button>
      ${state.conversation?.exchanges.length ? copyButton('Copy JSON', () => JSON.stringify(actions.exported(), null, 2)) : nothing}
    </div>
    ${state.kept ? nothing : html`<p class="note">This browser keeps nothing here: export what you want to keep.</p>`}
    ${state.forgotten
      ? html`<p class="note">“${state.forgotten.title}” is deleted. <button type="button" class="small" @click=${actions.remember}>Undo</button></p>`
      : nothing}
    <ul class="list">
      ${state.conversations.map(
        (conversation) => html`
          <li aria-current=${conversation.id === state.conversation?.id}>
            <button type="button" class="plain" @click=${() => actions.resume(conversation)}>
              <b>${conversation.title}</b>
              <span class="quiet">${conversation.agency}, ${state.runs.has(conversation.id) ? 'answering …' : new Date(conversation.changed ?? conversation.started).toLocaleString()}</span>
            </button>
            <button type="button" class="icon" aria-label=${`Delete ${conversation.title}`} @click=${() => actions.forget(conversation)}>×</button>
          </li>
        `,
      )}
    </ul>
    <p class="quiet">Kept in this browser only.</p>
  `;
}

async function imported(event) {
  const [file] = event.target.files;
  event.target.value = '';
  await actions.take(await file.text());
}

function exportFile() {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(actions.exported(), null, 2)], { type: 'application/json' }));
  link.download = `${state.agency}-${new Date(state.conversation.started).toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

function settings() {
  return html`
    <form class="settings" @submit=${(event) => event.preventDefault()}>
      <label for="recipient">Recipient</label>
      <select id="recipient" @change=${(event) => actions.set('recipient', event.target.value)}>
        <option value="" .selected=${live(state.settings.recipient === '')}>The agency's entry point</option>
        ${agents().map(({ id }) => html`<option .selected=${live(state.settings.recipient === id)}>${id}</option>`)}
      </select>
      ${area('instructions', 'Additional instructions', 'Answer in French.')}
      ${area('context', 'User context, which tools read and models never see', '{"customer": 42}')}
      <fieldset>
        <legend>client_config: this request's own model and keys</legend>
        ${input('model', 'Model', 'gpt-5.4, or litellm/anthropic/claude-…')} ${input('baseUrl', 'Base URL', 'https://…/v1')}
        ${input('apiKey', 'API key, not kept', '', 'password')}
        ${area('more', 'More of client_config', '{"default_headers": {}, "litellm_keys": {}}')}
      </fieldset>
    </form>
  `;
}

function area(name, label, placeholder) {
  return field(name, label, html`
    <textarea id=${`setting-${name}`} rows="3" placeholder=${placeholder} aria-invalid=${name in state.faults} aria-describedby=${`fault-${name}`}
      .value=${live(state.settings[name])} @input=${(event) => actions.set(name, event.target.value)}></textarea>
  `);
}

function input(name, label, placeholder, type = 'text') {
  return field(name, label, html`
    <input id=${`setting-${name}`} type=${type} placeholder=${placeholder} autocomplete="off"
      .value=${live(state.settings[name])} @input=${(event) => actions.set(name, event.target.value)} />
  `);
}

function field(name, label, control) {
  return html`
    <label for=${`setting-${name}`}>${label}</label>
    ${control}
    <p class="fault" id=${`fault-${name}`}>${state.faults[name] ?? ''}</p>
  `;
}
