// Sends messages and follows their runs.
import * as attachments from './attachments.js';
import { askForToken } from './attempt.js';
import { callsOf } from './calls.js';
import { accepted, keep, share, titleOf, touch } from './conversations.js';
import { following } from './following.js';
import { newId } from './ids.js';
import { isLeft, takeRun } from './kept-run.js';
import { Problem } from './problem.js';
import { protocol } from './protocol.js';
import { withoutSecrets } from './secrets.js';
import * as service from './service.js';
import { read } from './settings.js';
import { announce, currentRun, recipient, state, trickle, update } from './state.js';
import { drop, stopIfAsked } from './stopping.js';

const MAX_FRAMES = 5_000;

/** Sends a message to the agency and follows its run to the end. */
export async function send(text) {
  const { fields, faults } = read(state.settings);
  update({ faults });
  if (currentRun() || (!text.trim() && state.attachments.length === 0)) {
    return false;
  }
  if (Object.keys(faults).length > 0) {
    update({ panel: 'settings' });
    announce(Object.values(faults).join(' '));
    return false;
  }
  const { conversation } = state;
  const draft = { text, settings: fields, ...attachments.sent(state.attachments) };
  const body = protocol().bodyOf(conversation, draft);
  const { fields: settings, secrets } = withoutSecrets(fields);
  const exchange = {
    id: newId(),
    draft: { ...draft, settings, secrets },
    answer: { items: [asked(text)], agent: fields.recipient_agent ?? null, asked: Date.now() },
  };
  protocol().asked(conversation, exchange, body);
  conversation.title ||= titleOf(text || state.attachments[0].name);
  conversation.exchanges.push(exchange);
  touch(conversation);
  update({ attachments: [] });
  announce(`${state.agency} is answering.`);
  // Not awaited, so that the composer is available as soon as the message is sent.
  follow(conversation, exchange, (signal) => service.stream(conversation.agency, body, signal));
  return true;
}

/**
 * Continues a run after the page was left: by default the last one of a conversation, if only refused messages follow
 * it.
 */
export function goOn(conversation, exchange = conversation?.exchanges.findLast(({ answer }) => isLeft(answer) || answer.items.length > 0)) {
  if (exchange && isLeft(exchange.answer) && !state.runs.has(conversation.id)) {
    follow(conversation, exchange);
  }
}

/** @param {Function} [request] starts the run; without it, an existing run is continued */
async function follow(conversation, exchange, request = null) {
  const run = begun(conversation, exchange);
  const { answer } = exchange;
  await keep(conversation);
  try {
    const { signal } = run.controller;
    let reader = new (protocol().Reader)(answer);
    let known = answer.keptRun ?? null;
    for await (const frame of following(conversation.agency, answer, signal, request && (() => request(signal)))) {
      run.comingBack = Boolean(frame.pause);
      if (frame.run) {
        takeRun(answer, frame.run);
        reader = new (protocol().Reader)(answer);
      } else if (!frame.pause) {
        received(run, reader, frame);
      }
      if (answer.keptRun !== known) {
        known = answer.keptRun;
        accepted(conversation);
      }
      stopIfAsked(run);
      trickle();
    }
  } catch (failure) {
    if (state.leaving) {
      return;
    }
    ended(answer, failure, request === null);
  }
  answer.ms ??= Math.max(0, Date.now() - answer.asked);
  answer.agent = null;
  protocol().answered(conversation, exchange);
  // Stored before the end is shown, so that the user may leave the page when they see it.
  await share(conversation);
  state.runs.delete(conversation.id);
  announce(spoken(answer));
}

function begun(conversation, exchange) {
  const trace = { frames: [], dropped: 0 };
  const run = { conversation, exchange, trace, started: performance.now(), controller: new AbortController(), cancelling: null, comingBack: false };
  run.drop = () => drop(run);
  Object.assign(exchange.answer, { ms: undefined, error: null, advice: null, liveRun: null, cut: [] });
  state.runs.set(conversation.id, run);
  state.traces.set(conversation.id, trace);
  update({ problem: null });
  return run;
}

function received({ exchange, trace, started }, reader, frame) {
  record(trace, { ...frame, at: performance.now() - started });
  take(reader, frame);
  time(exchange.answer, performance.now() - started);
}

function take(reader, frame) {
  try {
    reader.read(frame);
  } catch (failure) {
    if (failure instanceof SyntaxError) {
      throw new Problem('The service sent data that is not JSON.', 'The last entry under Frames shows it. The log of the service may say more.');
    }
    throw failure;
  }
}

/**
 * The question as an item, until the service sends it back, so that the conversation can continue after a broken
 * stream.
 */
function asked(text) {
  return { type: 'message', role: 'user', content: text, agent: recipient()?.id, callerAgent: null };
}

function ended(answer, failure, wasLeft) {
  if (failure.name === 'AbortError') {
    answer.cancelled = true;
  } else if (wasLeft && failure.status === 404) {
    // The service no longer stores the run, so nothing more can be read.
    answer.keptRun = null;
  } else {
    answer.error = failure.message;
    answer.liveRun = failure.liveRun ?? null;
    answer.advice = failure.advice ?? 'This is an error in the playground. See the console of the browser.';
    if (failure.needsToken) {
      askForToken();
    } else if (!(failure instanceof Problem)) {
      console.error(failure);
    }
  }
  answer.cut = answer.items.filter((item) => item.live);
  // A refused request is not part of the conversation.
  answer.items = answer.runId ? answer.items.filter((item) => !item.live) : [];
}

function record(trace, frame) {
  trace.frames.push(frame);
  if (trace.frames.length > MAX_FRAMES) {
    trace.frames.shift();
    trace.dropped += 1;
  }
}

/** Measures the duration of each call, which the items do not contain. */
function time(answer, now) {
  answer.times ??= {};
  for (const [item, { key, output }] of callsOf(answer.items)) {
    if (output && answer.times[key]) {
      answer.times[key].ended ??= now;
    } else if (!item.live) {
      answer.times[key] ??= { began: now };
    }
  }
}

function spoken(answer) {
  if (answer.error) {
    return `The run failed. ${answer.error}`;
  }
  const last = answer.items.findLast((item) => item.role === 'assistant' && !item.parent_run_id && item.type === 'message');
  const said = typeof last?.content === 'string' ? last.content : (last?.content?.[0]?.text ?? '');
  return answer.cancelled ? 'The run was stopped.' : `${last?.agent ?? 'The agency'} says: ${said.length > 300 ? `${said.slice(0, 300)} …` : said}`;
}
