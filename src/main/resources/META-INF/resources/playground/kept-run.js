// Converts a stored run of the service to an answer on this page.

const OVER = new Set(['completed', 'failed', 'cancelled']);

function isOver({ status }) {
  return OVER.has(status);
}

/** Whether an answer's run can be continued, after the page was left or the connection was lost for too long. */
export function isLeft({ keptRun, whole, cancelled }) {
  return Boolean(keptRun) && !whole && !cancelled;
}

/** Adds the complete items of a run to its answer. */
export function takeRun(answer, run) {
  take(answer, run);
  Object.assign(answer, {
    items: run.new_messages,
    keptRun: run.run_id,
    eventId: run.last_event_id,
    cut: [],
    times: {},
    agent: isOver(run) ? null : speaker(run.new_messages),
    asked: answer.asked ?? run.created_at,
  });
}

/** Adds the outcome and the usage of a run to its answer. */
export function take(answer, run) {
  const over = isOver(run);
  Object.assign(answer, {
    runId: run.run_id,
    whole: over,
    cancelled: run.cancelled,
    error: run.error,
    usage: run.usage,
    ms: over ? run.ended_at - run.created_at : undefined,
  });
}

/** The agent that answered the user last. */
function speaker(items) {
  return items.findLast(({ parent_run_id: parent }) => !parent)?.agent ?? null;
}
