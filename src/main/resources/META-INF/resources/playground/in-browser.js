// Conversations that this browser keeps, and nobody else: of all agencies.
import { newId } from './ids.js';
import { historyOf } from './history.js';
import { state, update } from './state.js';
import * as store from './store.js';
import { tell } from './tabs.js';

let recalled = false;

/** Brings back what the browser has kept, once. */
export async function load() {
  if (recalled) {
    return;
  }
  recalled = true;
  await quietly(async () => {
    // Those of the build for the other protocol are of no use to this one.
    const kept = (await store.load()).filter(isOurs);
    update({ conversations: newestFirst(kept) });
  });
}

/** Those whose titles contain what is looked for. */
export function shown() {
  const text = state.search.trim().toLowerCase();
  return state.conversations.filter(({ title }) => title.toLowerCase().includes(text));
}

export function fresh(agency) {
  return { id: newId(), agency, agui: state.service.agui, started: Date.now(), title: '', exchanges: [] };
}

/** The conversation of a mark, where this browser has it. */
export function find(agency, mark) {
  return state.conversations.find((conversation) => conversation.id === mark && conversation.agency === agency);
}

/** By what a tab finds a conversation again. */
export function markOf({ id }) {
  return id;
}

/** It is here already. */
export function open() {}

/** What a request says of what was said before. */
export function prior({ exchanges }) {
  // The provider keeps its pictures, and five of them would be more than a request may have.
  const history = historyOf(exchanges).map((item) => (item.type === 'image_generation_call' ? { ...item, result: null } : item));
  return history.length > 0 ? { chat_history: history } : {};
}

/** Notes that something was said: the conversation is the newest now. */
export function touch(conversation) {
  conversation.changed = Date.now();
  update({ conversations: [conversation, ...state.conversations.filter(({ id }) => id !== conversation.id)] });
}

/** Keeps a conversation as it is now. */
export function keep(conversation) {
  return quietly(() => store.save(conversation));
}

/** With its run, which can be found again after the page was left. */
export const accepted = keep;

/** Keeps a conversation that has something new to tell, also to other tabs. */
export function share(conversation) {
  return quietly(async () => {
    if (state.conversations.includes(conversation)) {
      await store.save(conversation);
      tell({ conversation: conversation.id });
    }
  });
}

/** A slip of the finger can be undone, so that nobody has to be asked. */
export const asksBeforeForgetting = false;

/** Deletes a conversation. */
export async function forget(conversation) {
  state.runs.get(conversation.id)?.drop();
  update({ conversations: state.conversations.filter(({ id }) => id !== conversation.id), forgotten: conversation });
  await quietly(() => store.remove(conversation.id));
}

/** Brings back the one that was deleted last. */
export function remember() {
  const { forgotten } = state;
  update({ conversations: newestFirst([forgotten, ...state.conversations]), forgotten: null });
  return share(forgotten);
}

/** A new conversation that begins as this one does, up to an exchange. */
export async function fork(conversation, exchange) {
  const { exchanges, messages } = conversation;
  const count = exchanges.indexOf(exchange) + 1;
  const begin = structuredClone(exchanges.slice(0, count).filter(({ answer }) => answer.items.length > 0));
  begin.forEach((one) => Object.assign(one, { id: newId() }));
  const made = { ...fresh(conversation.agency), title: conversation.title, exchanges: begin };
  if (messages) {
    made.messages = messages.slice(0, exchanges[count]?.before ?? messages.length);
  }
  touch(made);
  await share(made);
  return made;
}

/** Another tab has something new of a conversation. */
export async function told({ conversation: id }) {
  const told = await store.find(id);
  const known = state.conversations.find((conversation) => conversation.id === id);
  if (known && told) {
    const newer = (told.changed ?? 0) > (known.changed ?? 0) ? { messages: told.messages, changed: told.changed } : {};
    Object.assign(known, newer, { exchanges: store.merged(told, known).exchanges });
    update();
  } else if (told && recalled && isOurs(told)) {
    update({ conversations: [told, ...state.conversations] });
  }
}

function isOurs({ agui }) {
  return Boolean(agui) === Boolean(state.service?.agui);
}

/** Without the store the page works as well, and says that it keeps nothing. */
async function quietly(storing) {
  try {
    await storing();
  } catch {
    update({ kept: false });
  }
}

function newestFirst(conversations) {
  const said = ({ changed, started }) => changed ?? started;
  return conversations.sort((one, other) => said(other) - said(one));
}
