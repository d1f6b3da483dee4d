// Conversations that the service keeps, as its threads: those of one agency.
import { newId } from './ids.js';
import { Problem } from './problem.js';
import * as service from './service.js';
import { state, update } from './state.js';
import { tell } from './tabs.js';
import { exchangesOfThread, itemsUpTo } from './thread-exchanges.js';
import * as list from './thread-list.js';
import { conversationAt, conversationOf } from './thread-list.js';
import * as threads from './threads.js';
import * as unsent from './unsent.js';

export { more, shown } from './thread-list.js';

const MARK = 'thread ';

/** Reads the list, and what the conversation at hand has become elsewhere; answers false where the service gives no list. */
export async function load(agency) {
  if (!(await list.load(agency))) {
    return false;
  }
  const { conversation, listed } = state;
  if (listed.includes(conversation) && conversation.itemCount !== itemsUpTo(conversation.exchanges, conversation.exchanges.at(-1))) {
    // What is shown stays where that fails.
    await open(conversation).catch(() => {});
  }
  return true;
}

/** Not to be guessed: where callers can't be told apart, a thread's id is its only secret. */
export function fresh(agency) {
  return Object.assign(conversationAt(agency, newId()), { started: Date.now(), isNew: true });
}

/** The conversation of a mark; undefined where the service has no such thread. */
export async function find(agency, mark) {
  if (!mark.startsWith(MARK)) {
    return undefined;
  }
  const conversation = conversationAt(agency, mark.slice(MARK.length));
  try {
    await open(conversation);
    return conversation;
  } catch (failure) {
    if (failure.status !== 404) {
      throw failure;
    }
    conversation.exchanges = unsent.unsentOf(conversation, []);
    return conversation.exchanges.length > 0 ? conversation : undefined;
  }
}

/** By what a tab finds a conversation again, once there is something to be found. */
export function markOf({ threadId, isNew }) {
  return isNew ? '' : MARK + threadId;
}

/** Reads what was said, and what of a live run is whole. What this page follows is newer here than there. */
export async function open(conversation) {
  const { agency, threadId, id, isNew } = conversation;
  if (isNew || state.runs.has(id)) {
    return;
  }
  const thread = await threads.find(agency, threadId);
  const [live, runs] = await Promise.all([liveRun(agency, thread.run_id), threads.runs(agency, threadId).catch(() => [])]);
  if (!state.runs.has(id)) {
    const taken = exchangesOfThread(thread, live, runs);
    conversationOf(agency, thread).exchanges = [...taken, ...unsent.unsentOf(conversation, taken)];
    update();
  }
}

async function liveRun(agency, runId) {
  try {
    return runId ? await service.run(agency, runId) : null;
  } catch (failure) {
    if (failure.status === 404) {
      return null;
    }
    throw failure;
  }
}

/** What a request says of what was said before: the service knows it. */
export function prior({ threadId }) {
  return { thread_id: threadId };
}

/** Notes that something was said: the conversation is the newest now. */
export function touch(conversation) {
  Object.assign(conversation, { changed: Date.now(), isNew: false });
  list.putFirst(conversation);
}

/** The service keeps by itself what it has taken. */
export function keep(conversation) {
  unsent.note(conversation);
}

/** Brings the list and the other tabs what is new of a conversation: a run began or ended. */
export function share(conversation) {
  keep(conversation);
  tell({ agency: conversation.agency, thread: conversation.threadId });
  if (state.agency === conversation.agency) {
    // Nobody waits for it: a run is over without it.
    load(conversation.agency).catch(() => {});
  }
}

export const accepted = share;

/** What is deleted here is deleted for all. */
export const asksBeforeForgetting = true;

/** Deletes a conversation; its live run is stopped first. */
export async function forget(conversation) {
  const { agency, threadId, id, liveRunId } = conversation;
  const live = state.runs.get(id)?.exchange.answer.keptRun ?? liveRunId;
  try {
    if (live) {
      await service.cancel(agency, live, 'immediate');
    }
  } catch (failure) {
    // 404: it has ended by itself in the meantime.
    if (failure.status !== 404) {
      throw failure;
    }
  }
  await threads.remove(agency, threadId);
  state.runs.get(id)?.controller.abort();
  list.takeOff(conversation);
  tell({ agency, thread: threadId, deleted: true });
}

/** A new conversation that begins as this one does, up to an exchange. */
export async function fork(conversation, exchange) {
  const { agency, threadId, exchanges } = conversation;
  if (!state.runs.has(conversation.id) && (await threads.itemCount(agency, threadId)) !== itemsUpTo(exchanges, exchanges.at(-1))) {
    await open(conversation);
    throw new Problem('This conversation went on elsewhere.', 'It is shown as it is now: fork it once more.');
  }
  const thread = await threads.fork(agency, threadId, itemsUpTo(exchanges, exchange));
  const made = conversationOf(agency, thread);
  made.exchanges = exchangesOfThread(thread, null, []);
  touch(made);
  tell({ agency, thread: made.threadId });
  return made;
}

/** Another tab has something new of a thread; answers whether the conversation at hand was deleted. */
export async function told({ agency, thread, deleted }) {
  if (agency !== state.agency) {
    return false;
  }
  const { conversation } = state;
  const isAtHand = conversation.threadId === thread;
  await load(agency);
  if (isAtHand && deleted) {
    list.takeOff(conversation);
  } else if (isAtHand) {
    await open(conversation);
  }
  return isAtHand && Boolean(deleted);
}
