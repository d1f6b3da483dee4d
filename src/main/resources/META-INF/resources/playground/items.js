// Converts items (the contract's `new_messages`, complete or still growing) to the parts that the page shows.
import { callsOf, familiesOf } from './calls.js';
import { hostedOf, isHosted, toolOf } from './hosted.js';

const HANDOFF = 'transfer_to_';
const SEND = 'send_message';

/** The text of a message, which may be a string or a list of parts. */
export function textOf(item) {
  if (typeof item.content === 'string') {
    return item.content;
  }
  return (item.content ?? [])
    .map((part) => part.text ?? part.refusal ?? '')
    .filter(Boolean)
    .join('\n');
}

/** The text of a reasoning item. Models send a summary or the reasoning itself. */
export function reasoningOf(item) {
  return [...(item.summary ?? []), ...(item.content ?? [])].map((part) => part.text).join('\n\n');
}

/**
 * The parts of an answer in order. The parts of a delegated run are inside the call that started it.
 * @param {object[]} items of one exchange
 */
export function partsOf(items) {
  const calls = callsOf(items);
  const families = familiesOf(items);
  const nest = (parent) => (families.get(parent) ?? []).map((item) => part(item, calls, nest)).filter(Boolean);
  return nest(null);
}

function part(item, calls, nest) {
  switch (item.type ?? 'message') {
    case 'message':
      return message(item);
    case 'reasoning':
      return reasoningOf(item) ? { kind: 'reasoning', item, text: reasoningOf(item) } : null;
    case 'function_call':
      return hosted(item, calls.get(item)) ?? call(item, calls.get(item), nest(item));
    default:
      return isHosted(item) ? { kind: 'hosted', item } : null;
  }
}

/** A hosted call, which AG-UI reports as a tool call. */
function hosted(item, { output }) {
  const known = hostedOf(item, output);
  return known && { kind: 'hosted', item: { ...known, live: item.live || !output } };
}

function message(item) {
  const text = textOf(item);
  if (item.role === 'assistant') {
    return text || item.live ? { kind: 'text', item, text } : null;
  }
  // Shown elsewhere: the user's message as the question, a delegation's message as the argument of its call, a handoff
  // by its call.
  const { role, message_origin: origin } = item;
  return role === 'system' && origin && origin !== 'handoff_reminder' ? { kind: 'note', item, text } : null;
}

function call(item, { key, output }, parts) {
  return {
    kind: 'call',
    item,
    key,
    output,
    parts,
    recipient: recipientOf(item),
    successor: item.name.startsWith(HANDOFF) ? item.name.slice(HANDOFF.length) : undefined,
  };
}

/** The recipient of a call, once its arguments contain it. */
function recipientOf({ name, arguments: given }) {
  if (!name.startsWith(SEND)) {
    return undefined;
  }
  try {
    return JSON.parse(given)?.recipient_agent;
  } catch {
    return undefined;
  }
}

const BOOKKEEPING = new Set(['type', 'call_id', 'agent', 'callerAgent', 'agent_run_id', 'parent_run_id']);

/**
 * The last progress of a tool, in one line; empty if there is none.
 * @param {*} value a text, or the tool's own object
 */
export function progressText(value) {
  if (value === undefined || value === null) {
    return '';
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  return Object.entries(value)
    .filter(([name]) => !BOOKKEEPING.has(name))
    .map(([name, part]) => (name === 'percent' ? `${part} %` : typeof part === 'string' ? part : `${name}: ${JSON.stringify(part)}`))
    .join(', ');
}

const PICTURE = /^data:image\/(png|jpeg|gif|webp);base64,/;

/** The bytes of an image part as a data URL. Supports the parts of both protocols. */
function pictureIn({ image_url: url, source }) {
  const data = source?.type === 'data' ? `data:${source.mimeType};base64,${source.value}` : url;
  return PICTURE.test(data) ? data : undefined;
}

/** The images that a tool returned with their bytes, as data URLs. */
export function picturesOf(output) {
  return Array.isArray(output) ? output.map(pictureIn).filter(Boolean) : [];
}

function isText({ type, text }) {
  return (type === 'input_text' || type === 'text') && typeof text === 'string';
}

/** The output of a tool without images; a text if all of it is text. */
export function withoutPictures(output) {
  if (!Array.isArray(output)) {
    return output;
  }
  const rest = output.filter((part) => !pictureIn(part));
  return rest.every(isText) ? rest.map(({ text }) => text).join('\n') : rest;
}

/**
 * The agents, tools and flows that an answer has used, by the ids of the graph.
 * @param {{nodes: object[]}} graph
 * @param {object[]} items
 * @param {?string} current the active agent; null after the run has ended
 * @returns {{active: Set<string>, visited: Set<string>}}
 */
export function progress(graph, items, current) {
  const active = new Set(current ? [current] : []);
  const visited = new Set(items.map((item) => item.agent));
  for (const [item, { output }] of callsOf(items)) {
    for (const id of wayOf(graph, item)) {
      visited.add(id);
      if (current !== null && !output) {
        active.add(id);
      }
    }
  }
  for (const item of items.filter(isHosted)) {
    wayTo(graph, item.agent, toolOf(item)).forEach((id) => (item.live && current !== null ? active : visited).add(id));
  }
  return { active, visited };
}

function wayOf(graph, item) {
  const { agent, name } = item;
  const recipient = recipientOf(item) ?? successorIn(graph, name);
  if (recipient) {
    return [`${agent}->${recipient}`, recipient];
  }
  return wayTo(graph, agent, hostedOf(item) ? toolOf(hostedOf(item)) : name);
}

function wayTo(graph, agent, name) {
  const tool = graph.nodes.find(({ data }) => data.parentAgent === agent && data.label === name);
  return tool ? [`${agent}->${tool.id}`, tool.id] : [];
}

function successorIn(graph, name) {
  const wanted = name.startsWith(HANDOFF) ? plain(name.slice(HANDOFF.length)) : null;
  return graph.nodes.find(({ id, type }) => type === 'agent' && plain(id) === wanted)?.id;
}

function plain(name) {
  return name.replace(/\W/g, '_');
}
