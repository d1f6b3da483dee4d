// The threads that the service keeps, by its public contract.
import { ask, jsonOf, post, urlOf } from './service.js';

/** The runs of a thread that are looked at: of those before, only what was said is known. */
const MOST_RUNS = 100;

/** A page of threads, newest first, whose titles contain a text; the one after a thread where that is named. */
export function list(agency, title, before = null) {
  const url = urlOf(agency, 'threads');
  Object.entries({ title, before }).forEach(([name, value]) => value && url.searchParams.set(name, value));
  return jsonOf(url);
}

/** A thread with its items. */
export function find(agency, threadId) {
  return jsonOf(urlOf(agency, 'threads', threadId));
}

/** How many items a thread has. */
export async function itemCount(agency, threadId) {
  const url = urlOf(agency, 'threads', threadId);
  url.searchParams.set('limit', 1);
  const { item_count: count } = await jsonOf(url);
  return count;
}

/** The newest runs of a thread, without what was said in them. */
export async function runs(agency, threadId) {
  const url = urlOf(agency, 'runs');
  url.searchParams.set('thread_id', threadId);
  url.searchParams.set('limit', MOST_RUNS);
  const page = await jsonOf(url);
  return page.runs;
}

/** Makes a thread of the first items of another one, and answers with it. */
export function fork(agency, threadId, afterItem) {
  return jsonOf(urlOf(agency, 'threads', threadId, 'fork'), post({ after_item: afterItem }));
}

export function remove(agency, threadId) {
  return ask(urlOf(agency, 'threads', threadId), { method: 'DELETE' });
}
