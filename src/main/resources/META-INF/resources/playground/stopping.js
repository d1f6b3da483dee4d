// The end of a run that its user asks for. To leave a run does not end it: the service is asked to.
import { Problem } from './problem.js';
import { protocol } from './protocol.js';
import { announce, currentRun, update } from './state.js';

/** Asks for the end of the run: at once, or after its turn. */
export async function cancel(mode) {
  const run = currentRun();
  if (!run || (isStoppable(run) && (run.cancelling === 'immediate' || run.cancelling === mode))) {
    return;
  }
  if (run.cancelling && !isStoppable(run)) {
    // The service does not answer, and it was asked for twice.
    run.controller.abort();
    return;
  }
  run.cancelling = mode;
  announce('Stopping.');
  if (isStoppable(run)) {
    await stopOrLeave(run);
  }
}

/** Whether the service has said which run it is: to leave one that it has begun would not end it. */
export function isStoppable({ exchange: { answer } }) {
  return Boolean(answer.keptRun ?? answer.runId);
}

/** What was to be stopped before it had begun. */
export function stopIfAsked(run) {
  if (run.cancelling && !run.stopping && isStoppable(run)) {
    stopOrLeave(run);
  }
}

async function stopOrLeave(run) {
  run.stopping = true;
  const isKept = Boolean(run.exchange.answer.keptRun);
  if (!protocol().endsAfterTurn) {
    // Its last frames would not tell what was cut.
    run.controller.abort();
  }
  try {
    await stop(run, run.cancelling);
  } catch (failure) {
    // 404: it has ended by itself in the meantime.
    if (failure.status !== 404) {
      notStopped(run, failure, isKept);
    }
  }
}

/** A run that is kept goes on without its reader: to leave it would not end it. */
function notStopped(run, failure, isKept) {
  if (isKept) {
    Object.assign(run, { cancelling: null, stopping: false });
    update({ problem: new Problem(`The run could not be stopped. ${failure.message}`, 'It goes on in the service: press Stop once more.'), again: null });
  } else {
    run.controller.abort();
  }
}

/** Ends a run that nobody wants any more. */
export function drop(run) {
  stop(run, 'immediate').catch(() => {});
  run.controller.abort();
}

async function stop({ conversation, exchange: { answer } }, mode) {
  const runId = answer.keptRun ?? answer.runId;
  if (runId) {
    await protocol().stop(conversation.agency, runId, mode);
  }
}

export function canEndAfterTurn() {
  return protocol().endsAfterTurn;
}
