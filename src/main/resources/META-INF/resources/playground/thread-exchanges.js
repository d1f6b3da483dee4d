// Converts a thread's items and runs to the exchanges that this page shows.
import { draftOf, exchangesOf, isQuestion } from './history.js';
import { newId } from './ids.js';
import { take, takeRun } from './kept-run.js';

/** The tolerance between the start of a run and the time of its question, which are from two clocks. */
const MOST_APART_MILLIS = 60_000;

/**
 * The exchanges of a thread.
 * @param {object} thread with its items
 * @param {?object} live the current run, read after the thread
 * @param {object[]} runs all its known runs, newest first
 */
export function exchangesOfThread(thread, live, runs) {
  const begin = live ? beginOf(live, thread.items) : thread.items.length;
  const exchanges = begin > 0 ? exchangesOf(thread.items.slice(0, begin)) : [];
  exchanges.forEach((exchange, index) => {
    // Reuses the previous objects, so that opened cards stay open.
    exchange.id = `${thread.thread_id} ${index}`;
  });
  // Runs that ended while they were queued have no items.
  attach(runs.filter(({ run_id: id, started_at: started }) => id !== live?.run_id && started !== null), exchanges);
  return live ? [...exchanges, exchangeOf(live)] : exchanges;
}

/** The number of items up to the end of an exchange. */
export function itemsUpTo(exchanges, last) {
  return exchanges.slice(0, exchanges.indexOf(last) + 1).reduce((sum, { answer }) => sum + answer.items.length, 0);
}

/** Where a run's own items begin among those of its thread. */
function beginOf(run, items) {
  const first = JSON.stringify(run.new_messages[0]);
  const at = items.findLastIndex((item) => JSON.stringify(item) === first);
  return at < 0 ? items.length : at;
}

/** Gives the exchanges the usage and the end of their runs. Starts at the last one: the first runs may be deleted. */
function attach(runs, exchanges) {
  [...exchanges].reverse().forEach(({ answer }, index) => {
    const run = runs[index];
    if (run && Math.abs(answer.items[0].timestamp - run.started_at) < MOST_APART_MILLIS) {
      take(answer, run);
    }
  });
}

function exchangeOf(run) {
  const question = run.new_messages.find(isQuestion);
  const exchange = { id: newId(), draft: draftOf(question ?? { content: '' }), answer: { items: [] } };
  takeRun(exchange.answer, run);
  return exchange;
}
