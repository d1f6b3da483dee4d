// The conversations of all agencies that are stored in this browser only.
import { newId } from './ids.js';
import { historyOf } from './history.js';
import { state, update } from './state.js';
import * as store from './store.js';
import { tell } from './tabs.js';

let recalled = false;

/** Loads the stored conversations once. */
export async function load() {
  if (recalled) {
    return;
  }
  recalled = true;
  await quietly(async () => {
    // Conversations of the other protocol's build can't be used.
    const kept = (await store.load()).filter(isOurs);
    update({ conversations: newestFirst(kept) });
  });
}

/** The conversations whose titles contain the search text. */
export function shown() {
  const text = state.search.trim().toLowerCase();
  return state.conversations.filter(({ title }) => title.toLowerCase().includes(text));
}

export function fresh(agency) {
  return { id: newId(), agency, agui: state.service.agui, started: Date.now(), title: '', exchanges: [] };
}

/** The conversation of a bookmark, if this browser has it. */
export function find(agency, mark) {
  return state.conversations.find((conversation) => conversation.id === mark && conversation.agency === agency);
}

/** The bookmark with which a tab finds a conversation. */
export function markOf({ id }) {
  return id;
}

/** Nothing to load. */
export function open() {}

/** What a request says of what was said before. */
export function prior({ exchanges }) {
  // Without generated images: the provider stores them, and five of them would exceed the size of a request.
  const history = historyOf(exchanges).map((item) => (item.type === 'image_generation_call' ? { ...item, result: null } : item));
  return history.length > 0 ? { chat_history: history } : {};
}

/** Notes that something was said: the conversation is the newest now. */
export function touch(conversation) {
  conversation.changed = Date.now();
  update({ conversations: [conversation, ...state.conversations.filter(({ id }) => id !== conversation.id)] });
}

/** Stores the current state of a conversation. */
export function keep(conversation) {
  return quietly(() => store.save(conversation));
}

/** Stores the run too, so that it can be found after the page was left. */
export const accepted = keep;

/** Stores a conversation that has changed, and notifies other tabs. */
export function share(conversation) {
  return quietly(async () => {
    if (state.conversations.includes(conversation)) {
      await store.save(conversation);
      tell({ conversation: conversation.id });
    }
  });
}

/** No confirmation, because the deletion can be undone. */
export const asksBeforeForgetting = false;

/** Deletes a conversation. */
export async function forget(conversation) {
  state.runs.get(conversation.id)?.drop();
  update({ conversations: state.conversations.filter(({ id }) => id !== conversation.id), forgotten: conversation });
  await quietly(() => store.remove(conversation.id));
}

/** Restores the conversation that was deleted last. */
export function remember() {
  const { forgotten } = state;
  update({ conversations: newestFirst([forgotten, ...state.conversations]), forgotten: null });
  return share(forgotten);
}

/** Creates a conversation with the exchanges of this one up to an exchange. */
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

/** Handles a change of a conversation in another tab. */
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

/** The page works without the store too, and shows that conversations are not stored. */
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
