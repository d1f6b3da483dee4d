// Items (the contract's `new_messages`, whole or still growing) as the parts that a reader sees.

import { newId } from './ids.js';

const HANDOFF = 'transfer_to_';

/** The text of a message, whether it is a string or a list of parts. */
export function textOf(item) {
  if (typeof item.content === 'string') {
    return item.content;
  }
  return (item.content ?? [])
    .map((part) => part.text ?? part.refusal ?? '')
    .filter(Boolean)
    .join('\n');
}

/** The text of a reasoning item; models send a summary, or the reasoning itself. */
export function reasoningOf(item) {
  return [...(item.summary ?? []), ...(item.content ?? [])].map((part) => part.text).join('\n\n');
}

/**
 * The parts of an answer in their order. A delegated run's parts lie within the call that started it.
 * @param {object[]} items of one exchange
 */
export function partsOf(items) {
  const outputs = new Map();
  const children = new Map();
  const calls = new Set(items.filter((item) => item.type === 'function_call').map((item) => item.call_id));
  for (const item of items) {
    if (item.type === 'function_call_output') {
      outputs.set(item.call_id, item);
    }
    // After a cancel what a colleague did may be there without the call that asked for it.
    const parent = calls.has(item.parent_run_id) ? item.parent_run_id : null;
    if (!children.has(parent)) {
      children.set(parent, []);
    }
    children.get(parent).push(item);
  }
  const nest = (parent) => (children.get(parent) ?? []).map((item) => part(item, outputs, nest)).filter(Boolean);
  return nest(null);
}

function part(item, outputs, nest) {
  switch (item.type ?? 'message') {
    case 'message':
      return message(item);
    case 'reasoning':
      return reasoningOf(item) ? { kind: 'reasoning', item, text: reasoningOf(item) } : null;
    case 'function_call':
      return call(item, outputs.get(item.call_id), nest(item.call_id));
    default:
      return null;
  }
}

function message(item) {
  const text = textOf(item);
  if (item.role === 'assistant') {
    return text || item.live ? { kind: 'text', item, text } : null;
  }
  // The user's message is shown as the question, a caller's as the argument of its call.
  return item.role === 'system' && item.message_origin ? { kind: 'note', item, text } : null;
}

function call(item, output, parts) {
  const said = parsed(item.arguments);
  return {
    kind: 'call',
    item,
    output,
    parts,
    recipient: item.name === 'send_message' ? said?.recipient_agent : undefined,
    successor: item.name.startsWith(HANDOFF) ? item.name.slice(HANDOFF.length) : undefined,
  };
}

/**
 * The agents, tools and flows that an answer has been through, by the ids of the graph.
 * @param {{nodes: object[]}} graph
 * @param {object[]} items
 * @param {?string} current the agent that has the word, null once the run is over
 * @returns {{active: Set<string>, visited: Set<string>}}
 */
export function progress(graph, items, current) {
  const active = new Set(current ? [current] : []);
  const visited = new Set();
  const done = new Set(items.filter((item) => item.type === 'function_call_output').map((item) => item.call_id));
  for (const item of items) {
    visited.add(item.agent);
    if (item.type !== 'function_call') {
      continue;
    }
    const running = current !== null && !done.has(item.call_id);
    for (const id of wayOf(graph, item)) {
      visited.add(id);
      if (running) {
        active.add(id);
      }
    }
  }
  return { active, visited };
}

function wayOf(graph, { agent, name, arguments: given }) {
  const recipient = name === 'send_message' ? parsed(given)?.recipient_agent : successorIn(graph, name);
  if (recipient) {
    return [`${agent}->${recipient}`, recipient];
  }
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

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What was said in exchanges, as clients keep it and send it back: whole items, without what only this page knows. */
export function historyOf(exchanges) {
  return exchanges
    .flatMap(({ answer }) => answer.items)
    .filter((item) => !item.live)
    .map(({ live, value, ...item }) => item);
}

/** Whether an item is what the user said. */
export function isQuestion(item) {
  return item.role === 'user' && !item.callerAgent && !item.parent_run_id;
}

/** A flat list of items, as clients keep it, as exchanges: a question of the user and all that came of it. */
export function exchangesOf(items) {
  const exchanges = [];
  let before = [];
  for (const item of items) {
    if (isQuestion(item)) {
      const draft = { text: textOf(item), parts: [], fileUrls: {}, settings: {} };
      exchanges.push({ id: newId(), draft, answer: { items: [...before, item] } });
      before = [];
    } else if (exchanges.length === 0 || item.role === 'system') {
      // What was attached is said before the question that it belongs to.
      before.push(item);
    } else {
      exchanges.at(-1).answer.items.push(...before.splice(0), item);
    }
  }
  if (before.length > 0) {
    const last = exchanges.at(-1) ?? { id: newId(), draft: { text: '', parts: [], fileUrls: {}, settings: {} }, answer: { items: [] } };
    last.answer.items.push(...before);
    exchanges[Math.max(0, exchanges.length - 1)] = last;
  }
  exchanges.forEach(({ answer }) => {
    answer.whole = true;
  });
  return exchanges;
}

/** What keeps a list from being items, as the end of a sentence; null where nothing does. */
export function checked(items) {
  if (!Array.isArray(items) || items.length === 0) {
    return 'it has no list of items';
  }
  const misfit = items.findIndex((item) => !isItem(item));
  return misfit < 0 ? null : `item ${misfit + 1} is none`;
}

function isItem(item) {
  if (item === null || typeof item !== 'object') {
    return false;
  }
  switch (item.type ?? 'message') {
    case 'message':
      return typeof item.content === 'string' || isList(item.content);
    case 'function_call':
      return [item.call_id, item.name, item.arguments].every((text) => typeof text === 'string') && item.call_id !== item.parent_run_id;
    case 'function_call_output':
      return typeof item.call_id === 'string';
    default:
      return [item.summary ?? [], item.content ?? []].every(isList);
  }
}

function isList(parts) {
  return Array.isArray(parts) && parts.every((part) => part !== null && typeof part === 'object');
}
