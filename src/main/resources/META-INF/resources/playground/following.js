// A run's frames to its end, also where the connection breaks in between.
import { Problem } from './problem.js';
import * as service from './service.js';
import { frames } from './sse.js';

/** How long it waits before it comes back, each time without a frame in between. */
const PAUSES_MILLIS = [500, 1_000, 2_000, 4_000];

/** No answer at all, and answers that may be others soon. */
const PASSING = new Set([0, 429, 502, 503, 504]);

/**
 * Follows the run of an answer. It comes back by the answer's `keptRun` and `eventId`, which it notes there; a run that
 * the service does not keep has none, and ends with its connection.
 * @param {Function} [request] begins the run; without it, one that was left is gone on with
 * @yields {object} a frame; or `{pause}` before it comes back; or `{run}`, the whole run as it is, from which the frames
 *     after it go on
 */
export async function* following(agency, answer, signal, request = null) {
  // What was kept of an answer may not be what had come up to its last frame: before frames go on, the run is read.
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
      throw new Problem('The stream broke off before its end.', 'See whether the service is still running, then ask again.');
    } catch (failure) {
      if (!answer.keptRun || !PASSING.has(failure.status)) {
        throw failure;
      }
      if (failures === PAUSES_MILLIS.length) {
        throw new Problem(
          `The connection broke, and coming back to the run failed ${failures} times. ${failure.message}`,
          'The run goes on without this page: go on with its answer once the service can be reached.',
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
    // The frames are not kept any more; what is whole of the run is.
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
    // Not at once: what was read last may have no frames after it before the turn is over.
    throw failure.status === 410 ? new Problem(failure.message, failure.advice) : failure;
  }
}

/** The frames of a stream. The place of each is noted once it was taken in. */
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

/** Ends early where the browser says that it is connected again. */
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
