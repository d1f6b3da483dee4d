// The panels beside the conversation; on a narrow page they replace it.
import * as actions from './actions.js';
import { html, live, nothing } from './libraries.js';
import { conversationsPanel } from './view-conversations.js';
import { framesPanel } from './view-frames.js';
import { graphPanel } from './view-graph.js';
import { agents, state } from './state.js';

const TITLES = { conversations: 'Conversations', graph: 'Graph', settings: 'Settings', frames: 'Frames' };

export function panel() {
  const views = { conversations: conversationsPanel, graph: graphPanel, settings, frames: framesPanel };
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
