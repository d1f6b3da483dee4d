// A thread's items and runs as the exchanges that this page shows.
import { draftOf, exchangesOf, isQuestion } from './history.js';
import { newId } from './ids.js';
import { take, takeRun } from './kept-run.js';

/** How far the beginning of a run and its question's time may lie apart: two clocks say them. */
const MOST_APART_MILLIS = 60_000;

/**
 * The exchanges of a thread.
 * @param {object} thread with its items
 * @param {?object} live the run that adds to it now, read after the thread
 * @param {object[]} runs all its runs that are known, newest first
 */
export function exchangesOfThread(thread, live, runs) {
  const begin = live ? beginOf(live, thread.items) : thread.items.length;
  const exchanges = begin > 0 ? exchangesOf(thread.items.slice(0, begin)) : [];
  exchanges.forEach((exchange, index) => {
    // The same as the last time that it was read, so that what was opened in it stays open.
    exchange.id = `${thread.thread_id} ${index}`;
  });
  // Those that ended while they waited for their turn have said nothing.
  attach(runs.filter(({ run_id: id, started_at: started }) => id !== live?.run_id && started !== null), exchanges);
  return live ? [...exchanges, exchangeOf(live)] : exchanges;
}

/** How many items there are up to the end of an exchange. */
export function itemsUpTo(exchanges, last) {
  return exchanges.slice(0, exchanges.indexOf(last) + 1).reduce((sum, { answer }) => sum + answer.items.length, 0);
}

/** Where a run's own items begin among those of its thread. */
function beginOf(run, items) {
  const first = JSON.stringify(run.new_messages[0]);
  const at = items.findLastIndex((item) => JSON.stringify(item) === first);
  return at < 0 ? items.length : at;
}

/** Gives the exchanges what their runs used and how they ended: from the last one on, for of the first ones no run may be left. */
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
