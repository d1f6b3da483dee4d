// The list of conversations and its actions.
import * as actions from './actions.js';
import { lists } from './conversations.js';
import { html, live, nothing, ref } from './libraries.js';
import { state } from './state.js';
import { copyButton, modal } from './view-bits.js';

export function conversationsPanel() {
  const all = lists();
  return html`
    <div class="buttons">
      <button type="button" class="primary" @click=${actions.begin}>New</button>
      <label class="button">Import <input type="file" accept="application/json,.json" class="for-readers" @change=${imported} /></label>
      <button type="button" ?disabled=${!state.conversation?.exchanges.length} @click=${exportFile}>Export</button>
      ${state.conversation?.exchanges.length ? copyButton('Copy JSON', () => JSON.stringify(actions.exported(), null, 2)) : nothing}
    </div>
    <p class="search">
      <label for="search">Search by title</label>
      <input id="search" type="search" autocomplete="off" .value=${live(state.search)} @input=${(event) => actions.search(event.target.value)} />
    </p>
    ${state.kept ? nothing : html`<p class="note">This browser does not store conversations: export those that you want to keep.</p>`}
    ${state.forgotten
      ? html`<p class="note">“${state.forgotten.title}” is deleted. <button type="button" class="small" @click=${actions.remember}>Undo</button></p>`
      : nothing}
    ${all.map((list) => html`${all.length > 1 ? html`<h3 class="list-title">${list.title}</h3>` : nothing} ${listView(list)}`)}
  `;
}

function listView({ title, note, entries, more, problem }) {
  return html`
    ${problem
      ? html`
          <div class="failure" role="alert">
            <p><strong>The conversations can't be listed.</strong> ${problem.message} ${problem.advice}</p>
            <button type="button" class="small" @click=${actions.relist}>List them again</button>
          </div>
        `
      : nothing}
    ${entries.length === 0 && state.search.trim() && !problem ? html`<p class="quiet">No title contains “${state.search.trim()}”.</p>` : nothing}
    <ul class="list" aria-label=${title}>${entries.map(entry)}</ul>
    ${more ? html`<button type="button" class="small" @click=${actions.more}>More</button>` : nothing}
    <p class="quiet">${note}</p>
  `;
}

function entry(conversation) {
  const { id, agency, title, changed, started, liveRunId } = conversation;
  const answering = state.runs.has(id) || liveRunId;
  return html`
    <li aria-current=${id === state.conversation?.id}>
      <button type="button" class="plain" @click=${() => actions.resume(conversation)}>
        <b>${title}</b>
        <span class="quiet">${agency}, ${answering ? html`<i class="mark" data-state="running" aria-hidden="true"></i> answering …` : new Date(changed ?? started).toLocaleString()}</span>
      </button>
      <button type="button" class="icon" aria-label=${`Delete ${title}`} @click=${() => actions.forget(conversation)}>×</button>
    </li>
  `;
}

/** Asks for confirmation of a deletion; Escape means no. */
export function deletionDialog() {
  const { deleting } = state;
  const answering = state.runs.has(deleting.id) || deleting.liveRunId;
  return html`
    <dialog aria-labelledby="deletion-title" aria-describedby="deletion-text" ${ref(modal)} @close=${() => state.deleting && actions.decide(false)}>
      <form @submit=${decided}>
        <h2 id="deletion-title">Delete this conversation?</h2>
        <p id="deletion-text">“${deleting.title}” is deleted in the service, for everyone who can see it.${answering ? ' Its run is stopped first.' : ''} This can't be undone.</p>
        <div class="buttons">
          <button type="submit" class="primary">Delete</button>
          <button type="button" autofocus @click=${() => actions.decide(false)}>Keep it</button>
        </div>
      </form>
    </dialog>
  `;
}

function decided(event) {
  event.preventDefault();
  actions.decide(true);
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
