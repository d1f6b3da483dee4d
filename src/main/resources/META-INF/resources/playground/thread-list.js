// The list of an agency's threads, as the service gives it, page by page, and the conversations that they are.
import * as service from './service.js';
import { state, update } from './state.js';
import * as threads from './threads.js';

/** One object for each thread, so that a run of this page and the list speak of the same. */
const known = new Map();

/** The last list that was asked for: an earlier one may come later. */
let asked = 0;

/** Whether stored threads outlive the service. The page says so, because no answer of the contract does. */
const keepsThreads = ['embedded', 'postgresql'].includes(document.getElementById('app').dataset.store);

/** The token whose caller may not list: what holds for one agency holds for all. */
let refused = null;

/**
 * Reads the first page of an agency's list; answers false where this user is to keep the list: the service keeps no
 * threads, may not list them to this user (403), or its application keeps them elsewhere (501).
 */
export async function load(agency) {
  if (!keepsThreads || state.service.agui || service.token.get() === refused) {
    return false;
  }
  const mine = ++asked;
  let changes;
  try {
    const { threads: page, has_more: more } = await threads.list(agency, state.search.trim());
    changes = { listed: page.map((thread) => conversationOf(agency, thread)), more, listProblem: null };
  } catch (failure) {
    if (failure.status === 403 || failure.status === 501) {
      refused = service.token.get();
      return false;
    }
    if (failure.needsToken) {
      throw failure;
    }
    // The rest of the page goes on.
    changes = { listed: state.listed.filter((conversation) => conversation.agency === agency), more: false, listProblem: failure };
  }
  if (mine === asked) {
    update(changes);
  }
  return true;
}

/** Reads the next page of the list. */
export async function more() {
  const mine = asked;
  const last = state.listed.at(-1);
  const { threads: page, has_more: further } = await threads.list(last.agency, state.search.trim(), last.threadId);
  if (mine === asked) {
    const next = page.map((thread) => conversationOf(last.agency, thread)).filter((one) => !state.listed.includes(one));
    update({ listed: [...state.listed, ...next], more: further });
  }
}

/** What is listed of the agency at hand. */
export function shown() {
  return state.listed.filter(({ agency }) => agency === state.agency);
}

/** Puts a conversation on top of the list: something was said in it. */
export function putFirst(conversation) {
  update({ listed: [conversation, ...state.listed.filter((one) => one !== conversation)] });
}

/** Takes a conversation off the list: it is deleted. */
export function takeOff(conversation) {
  known.delete(conversation.id);
  // A list that was asked for before still has it.
  asked += 1;
  update({ listed: state.listed.filter((one) => one !== conversation) });
}

/** The conversation of a thread, as the service tells it now. */
export function conversationOf(agency, thread) {
  return Object.assign(conversationAt(agency, thread.thread_id), {
    title: thread.title || 'Untitled',
    started: thread.created_at,
    changed: thread.updated_at,
    itemCount: thread.item_count,
    liveRunId: thread.run_id,
    isNew: false,
  });
}

/** The conversation of a thread's id. */
export function conversationAt(agency, threadId) {
  const id = `${agency}/${threadId}`;
  const conversation = known.get(id) ?? { id, agency, threadId, title: '', exchanges: [] };
  known.set(id, conversation);
  return conversation;
}
