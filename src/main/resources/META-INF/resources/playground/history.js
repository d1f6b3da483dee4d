// Converts between the contract's flat list of items, which clients store, and the exchanges that this page shows.
import { newId } from './ids.js';
import { textOf } from './items.js';

/** The items of exchanges as clients store them and send them back: complete items without this page's own fields. */
export function historyOf(exchanges) {
  return exchanges
    .flatMap(({ answer }) => answer.items)
    .filter((item) => !item.live)
    .map(({ live, value, ...item }) => item);
}

/** Whether an item is a user message. */
export function isQuestion(item) {
  return item.role === 'user' && !item.callerAgent && !item.parent_run_id;
}

/** Splits a flat list of items into exchanges: a question of the user and the items that follow. */
export function exchangesOf(items) {
  const exchanges = [];
  let before = [];
  for (const item of items) {
    if (isQuestion(item)) {
      exchanges.push(exchange(item, [...before, item]));
      before = [];
    } else if (exchanges.length === 0 || isAttached(item)) {
      before.push(item);
    } else {
      exchanges.at(-1).answer.items.push(...before.splice(0), item);
    }
  }
  if (before.length > 0) {
    if (exchanges.length === 0) {
      exchanges.push(exchange({ content: '' }, []));
    }
    exchanges.at(-1).answer.items.push(...before);
  }
  return exchanges;
}

/** Attachments precede their question; the messages of guardrails follow it. */
function isAttached(item) {
  return item.role === 'system' && !item.message_origin;
}

function exchange(question, items) {
  return { id: newId(), draft: draftOf(question), answer: { items, whole: true } };
}

/** The text and attachments of a user's item. */
export function draftOf(question) {
  const contents = typeof question.content === 'string' ? [] : question.content;
  const attached = contents.map((part, index) => attachmentOf(part, index > 0)).filter(Boolean);
  const text = attached.length > 0 ? textOf({ content: contents.filter((part, index) => !attachmentOf(part, index > 0)) }) : textOf(question);
  return { text, parts: attached, fileUrls: {}, settings: {} };
}

/** A part of a message as an attachment; undefined if it is text. */
function attachmentOf(part, follows) {
  if (part.type === 'input_image' || part.type === 'input_file') {
    const [, type, data] = /^data:([^;,]*);base64,(.*)$/s.exec(part.image_url ?? part.file_data ?? '') ?? [];
    return data === undefined ? undefined : { name: part.filename ?? 'image', type, data };
  }
  const [, name, text] = (follows && /^([^\n]{1,255}):\n\n(.*)$/s.exec(part.text ?? '')) || [];
  return name && { name, type: 'text/plain', text };
}

/** Why a value is not a list of items, for the end of a sentence; null if it is one. */
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
      return [item.call_id, item.name, item.arguments].every((text) => typeof text === 'string');
    case 'function_call_output':
      return typeof item.call_id === 'string';
    default:
      return [item.summary ?? [], item.content ?? []].every(isList);
  }
}

function isList(parts) {
  return Array.isArray(parts) && parts.every((part) => part !== null && typeof part === 'object');
}
