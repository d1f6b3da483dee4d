// Conversations: which is at hand, and what the browser keeps.
import { newId } from './ids.js';
import { announce, state, update, WIDE } from './state.js';
import { browser, tab } from './storage.js';
import * as store from './store.js';

const AT_HAND = 'agency-swarm.conversation';

let recalled = false;

/** Brings back what the browser has kept, once. */
export async function recall() {
  if (recalled) {
    return;
  }
  recalled = true;
  await quietly(async () => {
    // Those of the build for the other protocol are of no use to this one.
    const kept = (await store.load()).filter(({ agui }) => Boolean(agui) === Boolean(state.service?.agui));
    update({ conversations: newestFirst(kept) });
  });
}

/** The conversation that was at hand when this tab was loaded last, or any other where this tab is new. */
export function lastAtHand() {
  const id = tab.get(AT_HAND) ?? browser.get(AT_HAND);
  return state.conversations.find((conversation) => conversation.id === id);
}

/** Begins a conversation; it is kept once something was said. */
export function begin() {
  show({ ...fresh(state.agency), title: '', exchanges: [] });
}

export function fresh(agency) {
  return { id: newId(), agency, agui: state.service.agui, started: Date.now() };
}

/** Puts a conversation at hand. */
export function show(conversation) {
  tab.set(AT_HAND, conversation.id);
  browser.set(AT_HAND, conversation.id);
  update({ conversation, panel: WIDE.matches ? state.panel : null });
}

/** Deletes a conversation; its run ends, because nobody listens any more. */
export async function forget(conversation) {
  state.runs.get(conversation.id)?.controller.abort();
  state.traces.delete(conversation.id);
  update({ conversations: state.conversations.filter(({ id }) => id !== conversation.id), forgotten: conversation });
  announce(`${conversation.title} is deleted.`);
  if (state.conversation?.id === conversation.id) {
    begin();
  }
  await quietly(() => store.remove(conversation.id));
}

/** Brings back the one that was deleted last. */
export function remember() {
  const { forgotten } = state;
  update({ conversations: newestFirst([forgotten, ...state.conversations]), forgotten: null });
  return share(forgotten);
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

/** Keeps a conversation that has something new to tell, also to other tabs. */
export function share(conversation) {
  return quietly(async () => {
    await store.save(conversation);
    store.tell(conversation.id);
  });
}

store.onTold(async (id) => {
  const told = await store.find(id);
  const known = state.conversations.find((conversation) => conversation.id === id);
  if (known && told) {
    const newer = (told.changed ?? 0) > (known.changed ?? 0) ? { messages: told.messages, changed: told.changed } : {};
    Object.assign(known, newer, { exchanges: store.merged(told, known).exchanges });
    update();
  } else if (told && recalled && Boolean(told.agui) === Boolean(state.service?.agui)) {
    update({ conversations: [told, ...state.conversations] });
  }
});

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

export function titleOf(text) {
  const line = text.trim().split('\n')[0];
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
