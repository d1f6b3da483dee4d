// Runs: a message on its way, what comes of it, and its end.
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

const MOST_FRAMES = 5_000;

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
  // Not awaited: the composer is free as soon as the message is on its way.
  follow(conversation, exchange, (signal) => service.stream(conversation.agency, body, signal));
  return true;
}

/** Goes on with a run that was left: by default the last one of a conversation, after which only messages are that were refused. */
export function goOn(conversation, exchange = conversation?.exchanges.findLast(({ answer }) => isLeft(answer) || answer.items.length > 0)) {
  if (exchange && isLeft(exchange.answer) && !state.runs.has(conversation.id)) {
    follow(conversation, exchange);
  }
}

/** @param {Function} [request] begins the run; without it, one that was left is gone on with */
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
  // Kept before it looks ended, so that whoever sees the end may leave the page.
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
      throw new Problem('The service sent what is no JSON.', 'Under Frames, the last one is it. Its log may say more.');
    }
    throw failure;
  }
}

/** The question as an item, until the service sends it back; with it the conversation can go on after a stream that broke. */
function asked(text) {
  return { type: 'message', role: 'user', content: text, agent: recipient()?.id, callerAgent: null };
}

function ended(answer, failure, wasLeft) {
  if (failure.name === 'AbortError') {
    answer.cancelled = true;
  } else if (wasLeft && failure.status === 404) {
    // The service has forgotten the run: what was read of it is all that there is.
    answer.keptRun = null;
  } else {
    answer.error = failure.message;
    answer.liveRun = failure.liveRun ?? null;
    answer.advice = failure.advice ?? 'This is a fault of the playground. The console of the browser says more.';
    if (failure.needsToken) {
      askForToken();
    } else if (!(failure instanceof Problem)) {
      console.error(failure);
    }
  }
  answer.cut = answer.items.filter((item) => item.live);
  // A request that was refused is no part of the conversation.
  answer.items = answer.runId ? answer.items.filter((item) => !item.live) : [];
}

function record(trace, frame) {
  trace.frames.push(frame);
  if (trace.frames.length > MOST_FRAMES) {
    trace.frames.shift();
    trace.dropped += 1;
  }
}

/** How long each call took, which no item tells. */
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
