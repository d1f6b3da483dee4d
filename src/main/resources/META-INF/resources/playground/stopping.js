// Stops runs. Closing a stream does not end a run, so a request is sent to the service.
import { Problem } from './problem.js';
import { protocol } from './protocol.js';
import { announce, currentRun, update } from './state.js';

/** Stops the run: immediately, or after its current turn. */
export async function cancel(mode) {
  const run = currentRun();
  if (!run || (isStoppable(run) && (run.cancelling === 'immediate' || run.cancelling === mode))) {
    return;
  }
  if (run.cancelling && !isStoppable(run)) {
    // The service has not answered, and the user asked twice.
    run.controller.abort();
    return;
  }
  run.cancelling = mode;
  announce('Stopping.');
  if (isStoppable(run)) {
    await stopOrLeave(run);
  }
}

/** Whether the run's id is known. Closing the stream of a started run would not end it. */
export function isStoppable({ exchange: { answer } }) {
  return Boolean(answer.keptRun ?? answer.runId);
}

/** Stops a run that the user stopped before it started. */
export function stopIfAsked(run) {
  if (run.cancelling && !run.stopping && isStoppable(run)) {
    stopOrLeave(run);
  }
}

async function stopOrLeave(run) {
  run.stopping = true;
  const isKept = Boolean(run.exchange.answer.keptRun);
  if (!protocol().endsAfterTurn) {
    // The last frames would not contain the incomplete items.
    run.controller.abort();
  }
  try {
    await stop(run, run.cancelling);
  } catch (failure) {
    // 404: the run has ended meanwhile.
    if (failure.status !== 404) {
      notStopped(run, failure, isKept);
    }
  }
}

/** A stored run continues without a reader, so closing its stream would not end it. */
function notStopped(run, failure, isKept) {
  if (isKept) {
    Object.assign(run, { cancelling: null, stopping: false });
    update({ problem: new Problem(`The run could not be stopped. ${failure.message}`, 'It continues in the service: press Stop again.'), again: null });
  } else {
    run.controller.abort();
  }
}

/** Ends a run that is no longer needed. */
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
