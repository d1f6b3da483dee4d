// Runs: a message on its way, what comes of it, and its end.
import * as attachments from './attachments.js';
import { askForToken } from './attempt.js';
import { callsOf } from './calls.js';
import { keep, share, titleOf, touch } from './conversations.js';
import { newId } from './ids.js';
import { Problem } from './problem.js';
import { protocol } from './protocol.js';
import { withoutSecrets } from './secrets.js';
import * as service from './service.js';
import { read } from './settings.js';
import { frames } from './sse.js';
import { announce, currentRun, recipient, state, trickle, update } from './state.js';

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
    answer: { items: [asked(text)], agent: fields.recipient_agent ?? null },
  };
  protocol().asked(conversation, exchange, body);
  conversation.title ||= titleOf(text || state.attachments[0].name);
  conversation.exchanges.push(exchange);
  touch(conversation);
  update({ attachments: [] });
  announce(`${state.agency} is answering.`);
  // Not awaited: the composer is free as soon as the message is on its way.
  follow(conversation, exchange, body);
  return true;
}

async function follow(conversation, exchange, body) {
  const run = { agency: conversation.agency, exchange, started: performance.now(), controller: new AbortController(), cancelling: null };
  const { answer } = exchange;
  const trace = { frames: [], dropped: 0 };
  state.runs.set(conversation.id, run);
  state.traces.set(conversation.id, trace);
  update({ problem: null });
  await keep(conversation);
  try {
    const reader = new (protocol().Reader)(answer);
    for await (const frame of frames(await service.stream(conversation.agency, body, run.controller.signal))) {
      record(trace, { ...frame, at: performance.now() - run.started });
      take(reader, frame);
      time(answer, performance.now() - run.started);
      trickle();
    }
    if (!answer.whole) {
      throw new Problem('The stream broke off before its end.', 'See whether the service is still running, then ask again.');
    }
  } catch (failure) {
    ended(answer, failure);
  }
  answer.ms = performance.now() - run.started;
  answer.agent = null;
  protocol().answered(conversation, exchange);
  // Kept before it looks ended, so that whoever sees the end may leave the page.
  if (state.conversations.includes(conversation)) {
    await share(conversation);
  }
  state.runs.delete(conversation.id);
  announce(spoken(answer));
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

function ended(answer, failure) {
  if (failure.name === 'AbortError') {
    answer.cancelled = true;
  } else {
    answer.error = failure.message;
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

/** Asks for the end of the run: at once, or after its turn. */
export async function cancel(mode) {
  const run = currentRun();
  if (!run || run.cancelling === 'immediate' || run.cancelling === mode) {
    return;
  }
  run.cancelling = mode;
  announce('Stopping.');
  const { runId } = run.exchange.answer;
  if (!protocol().cancellable || !runId) {
    run.controller.abort();
    return;
  }
  try {
    await service.cancel(run.agency, runId, mode);
  } catch (failure) {
    // 404: it has ended by itself in the meantime.
    if (failure.status !== 404) {
      run.controller.abort();
    }
  }
}

export function canEndAfterTurn() {
  return protocol().cancellable;
}

function spoken(answer) {
  if (answer.error) {
    return `The run failed. ${answer.error}`;
  }
  const last = answer.items.findLast((item) => item.role === 'assistant' && !item.parent_run_id && item.type === 'message');
  const said = typeof last?.content === 'string' ? last.content : (last?.content?.[0]?.text ?? '');
  return answer.cancelled ? 'The run was stopped.' : `${last?.agent ?? 'The agency'} says: ${said.length > 300 ? `${said.slice(0, 300)} …` : said}`;
}
