// Follows a run to its end, even if the connection breaks.
import { Problem } from './problem.js';
import * as service from './service.js';
import { frames } from './sse.js';

/** The delays before reconnecting, for consecutive attempts without a frame. */
const PAUSES_MILLIS = [500, 1_000, 2_000, 4_000];

/** The statuses after which reconnecting may help; 0 means no response. */
const PASSING = new Set([0, 429, 502, 503, 504]);

/**
 * Follows the run of an answer. Reconnects with the answer's `keptRun` and `eventId`, which it updates. A run that the
 * service does not store has none, and ends with its connection.
 * @param {Function} [request] starts the run; without it, an existing run is continued
 * @yields {object} a frame; or `{pause}` before reconnecting; or `{run}`, the complete current state of the run, which
 *     the next frames continue
 */
export async function* following(agency, answer, signal, request = null) {
  // The stored answer may be older than its last frame, so the run is read before its frames continue.
  let known = request !== null;
  let next = known ? begun(answer, request) : fromRun(agency, answer, signal);
  for (let failures = 0; ; failures++) {
    try {
      for await (const frame of next) {
        known ||= Boolean(frame.run);
        failures = frame.run ? failures : 0;
        yield frame;
      }
      if (answer.whole) {
        return;
      }
      throw new Problem('The stream ended early.', 'Check that the service is running, then ask again.');
    } catch (failure) {
      if (!answer.keptRun || !PASSING.has(failure.status)) {
        throw failure;
      }
      if (failures === PAUSES_MILLIS.length) {
        throw new Problem(
          `The connection broke, and reconnecting to the run failed ${failures} times. ${failure.message}`,
          'The run continues without this page. Continue its answer when the service can be reached.',
        );
      }
    }
    yield { pause: PAUSES_MILLIS[failures] };
    await pause(PAUSES_MILLIS[failures], signal);
    next = known ? again(agency, answer, signal) : fromRun(agency, answer, signal);
  }
}

async function* begun(answer, request) {
  const response = await request();
  answer.keptRun = response.headers.get('Location')?.split('/').at(-1) ?? null;
  yield* noted(answer, response);
}

async function* again(agency, answer, signal) {
  let response;
  try {
    response = await service.enter(agency, answer.keptRun, answer.eventId ?? 0, signal);
  } catch (failure) {
    if (failure.status !== 410) {
      throw failure;
    }
    // The frames are no longer stored, but the complete items of the run are.
    yield* fromRun(agency, answer, signal);
    return;
  }
  if (response.status === 204) {
    yield* fromRun(agency, answer, signal);
  } else {
    yield* noted(answer, response);
  }
}

async function* fromRun(agency, answer, signal) {
  const run = await service.run(agency, answer.keptRun, signal);
  yield { run };
  if (!answer.whole) {
    yield* noted(answer, await entered(agency, run, signal));
  }
}

async function entered(agency, run, signal) {
  try {
    return await service.enter(agency, run.run_id, run.last_event_id, signal);
  } catch (failure) {
    // Wait, because there may be no frames until the turn ends.
    throw failure.status === 410 ? new Problem(failure.message, failure.advice) : failure;
  }
}

/** The frames of a stream. The position is updated after each frame was read. */
async function* noted(answer, response) {
  if (response.status === 204) {
    return;
  }
  for await (const frame of frames(response.body)) {
    yield frame;
    if (frame.id !== null) {
      answer.keptRun ??= answer.runId;
      answer.eventId = frame.id;
    }
  }
}

/** Waits for a time. Ends early when the browser is online again. */
function pause(millis, signal) {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const done = (ended) => {
      stop.abort();
      clearTimeout(timer);
      ended();
    };
    const timer = setTimeout(() => done(resolve), millis);
    addEventListener('online', () => done(resolve), { signal: stop.signal });
    signal.addEventListener('abort', () => done(() => reject(signal.reason)), { signal: stop.signal });
  });
}
