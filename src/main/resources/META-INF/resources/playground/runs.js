// Runs: a message on its way, what comes of it, and its end.
import * as agui from './agui.js';
import * as attachments from './attachments.js';
import * as contract from './contract.js';
import { keep, titleOf } from './conversations.js';
import { newId } from './ids.js';
import * as service from './service.js';
import { read } from './settings.js';
import { frames } from './sse.js';
import { currentRun, recipient, state, update } from './state.js';

const MOST_FRAMES = 5_000;

/** Sends a message to the agency and follows its run to the end. */
export async function send(text) {
  const { fields, faults } = read(state.settings);
  update({ faults });
  if (currentRun() || (!text.trim() && state.attachments.length === 0)) {
    return false;
  }
  if (Object.keys(faults).length > 0) {
    update({ panel: 'settings', announcement: Object.values(faults).join(' ') });
    return false;
  }
  const { conversation } = state;
  const draft = { text, settings: fields, ...attachments.sent(state.attachments) };
  const body = protocol().bodyOf(conversation, draft);
  const exchange = {
    id: newId(),
    draft: { ...draft, settings: withoutKeys(fields) },
    answer: { items: [asked(text)], agent: fields.recipient_agent ?? null },
  };
  conversation.title ||= titleOf(text || state.attachments[0].name);
  conversation.exchanges.push(exchange);
  const others = state.conversations.filter(({ id }) => id !== conversation.id);
  update({ conversations: [conversation, ...others], attachments: [], announcement: `${state.agency} is answering.` });
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
      reader.read(frame);
      time(answer, performance.now() - run.started);
      update();
    }
    if (!answer.whole) {
      throw new service.Problem('The stream broke off before its end.', 'See whether the service is still running, then ask again.');
    }
  } catch (failure) {
    ended(answer, failure);
  }
  answer.ms = performance.now() - run.started;
  answer.agent = null;
  conversation.messages = answer.messages ?? conversation.messages;
  delete answer.messages;
  // Kept before it looks ended, so that whoever sees the end may leave the page.
  if (state.conversations.includes(conversation)) {
    await keep(conversation);
  }
  state.runs.delete(conversation.id);
  update({ announcement: spoken(answer) });
}

/** The question as an item, until the service sends it back; with it the conversation can go on after a stream that broke. */
function asked(text) {
  return { type: 'message', role: 'user', content: text, agent: recipient()?.id, callerAgent: null };
}

function ended(answer, failure) {
  if (failure.name === 'AbortError') {
    answer.cancelled = true;
  } else if (failure.needsToken) {
    update({ asksToken: true });
    answer.error = failure.message;
  } else {
    answer.error = failure.message;
    answer.advice = failure.advice ?? 'This is a fault of the playground. The console of the browser says more.';
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
  for (const item of answer.items) {
    if (item.type === 'function_call' && !item.live) {
      answer.times[item.call_id] ??= { began: now };
    } else if (item.type === 'function_call_output' && answer.times[item.call_id]) {
      answer.times[item.call_id].ended ??= now;
    }
  }
}

/** Asks for the end of the run: at once, or after its turn. */
export async function cancel(mode) {
  const run = currentRun();
  if (!run || run.cancelling === 'immediate') {
    return;
  }
  run.cancelling = mode;
  update({ announcement: 'Stopping.' });
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

/** The request of an exchange as a command for a shell, with variables in place of secrets. */
export function curl({ draft, id }) {
  const { conversation } = state;
  const before = conversation.exchanges.slice(0, conversation.exchanges.findIndex((exchange) => exchange.id === id));
  const body = protocol().bodyOf({ ...conversation, exchanges: before, messages: [] }, draft);
  const quoted = JSON.stringify(body, null, 2).replaceAll("'", `'\\''`);
  const authorization = service.token.get() ? `  -H "Authorization: Bearer $APP_TOKEN" \\\n` : '';
  // Out of the quotes, so that the shell puts the key in.
  const data = quoted.replaceAll('$API_KEY', `'"$API_KEY"'`);
  return `curl -N '${service.streamUrl(conversation.agency)}' \\\n${authorization}  -H 'Content-Type: application/json' \\\n  -d '${data}'\n`;
}

function protocol() {
  return state.service?.agui ? agui : contract;
}

/** What may be a secret goes with its request, and nowhere else: of client_config only the model and the address stay. */
function withoutKeys(fields) {
  if (!fields.client_config) {
    return fields;
  }
  const { model, base_url: address, ...rest } = fields.client_config;
  return { ...fields, client_config: { ...(model && { model }), ...(address && { base_url: withoutUser(address) }), ...hidden(rest) } };
}

function withoutUser(address) {
  return address.replace(/\/\/[^/]*@/, '//');
}

function hidden(value) {
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(([key, inner]) => [key, hidden(inner)]);
    return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
  }
  return typeof value === 'string' ? '$API_KEY' : value;
}

function spoken(answer) {
  if (answer.error) {
    return `The run failed. ${answer.error}`;
  }
  const last = answer.items.findLast((item) => item.role === 'assistant' && !item.parent_run_id && item.type === 'message');
  const said = typeof last?.content === 'string' ? last.content : (last?.content?.[0]?.text ?? '');
  return answer.cancelled ? 'The run was stopped.' : `${last?.agent ?? 'The agency'} says: ${said.length > 300 ? `${said.slice(0, 300)} …` : said}`;
}
