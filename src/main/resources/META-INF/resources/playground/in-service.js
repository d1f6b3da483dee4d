// The conversations of one agency that the service stores as threads.
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

/** Loads the list, and changes of the current conversation. Resolves to false if the service has no list. */
export async function load(agency) {
  if (!(await list.load(agency))) {
    return false;
  }
  const { conversation, listed } = state;
  if (listed.includes(conversation) && conversation.itemCount !== itemsUpTo(conversation.exchanges, conversation.exchanges.at(-1))) {
    // If this fails, the page keeps the old state.
    await open(conversation).catch(() => {});
  }
  return true;
}

/** The id can't be guessed: without a provider that identifies callers, it is the only protection of a thread. */
export function fresh(agency) {
  return Object.assign(conversationAt(agency, newId()), { started: Date.now(), isNew: true });
}

/** The conversation of a bookmark; undefined if the service has no such thread. */
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

/** The bookmark with which a tab finds a conversation, once the thread exists. */
export function markOf({ threadId, isNew }) {
  return isNew ? '' : MARK + threadId;
}

/** Loads the exchanges, and the complete items of a live run. A run that this page follows is newer here. */
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

/** The history fields of a request: none, because the service has the history. */
export function prior({ threadId }) {
  return { thread_id: threadId };
}

/** Notes that something was said: the conversation is the newest now. */
export function touch(conversation) {
  Object.assign(conversation, { changed: Date.now(), isNew: false });
  list.putFirst(conversation);
}

/** Nothing to do, because the service stores the messages. */
export function keep(conversation) {
  unsent.note(conversation);
}

/** Updates the list and the other tabs after a run began or ended. */
export function share(conversation) {
  keep(conversation);
  tell({ agency: conversation.agency, thread: conversation.threadId });
  if (state.agency === conversation.agency) {
    // Not awaited, because the run does not depend on it.
    load(conversation.agency).catch(() => {});
  }
}

export const accepted = share;

/** A confirmation is needed, because the thread is deleted for all clients. */
export const asksBeforeForgetting = true;

/** Deletes a conversation. Stops its live run first. */
export async function forget(conversation) {
  const { agency, threadId, id, liveRunId } = conversation;
  const live = state.runs.get(id)?.exchange.answer.keptRun ?? liveRunId;
  try {
    if (live) {
      await service.cancel(agency, live, 'immediate');
    }
  } catch (failure) {
    // 404: the run has ended meanwhile.
    if (failure.status !== 404) {
      throw failure;
    }
  }
  await threads.remove(agency, threadId);
  state.runs.get(id)?.controller.abort();
  list.takeOff(conversation);
  tell({ agency, thread: threadId, deleted: true });
}

/** Creates a conversation with the exchanges of this one up to an exchange. */
export async function fork(conversation, exchange) {
  const { agency, threadId, exchanges } = conversation;
  if (!state.runs.has(conversation.id) && (await threads.itemCount(agency, threadId)) !== itemsUpTo(exchanges, exchanges.at(-1))) {
    await open(conversation);
    throw new Problem('This conversation has changed elsewhere.', 'The page shows its current state: fork it again.');
  }
  const thread = await threads.fork(agency, threadId, itemsUpTo(exchanges, exchange));
  const made = conversationOf(agency, thread);
  made.exchanges = exchangesOfThread(thread, null, []);
  touch(made);
  tell({ agency, thread: made.threadId });
  return made;
}

/** Handles a change of a thread in another tab. Resolves to whether the current conversation was deleted. */
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
