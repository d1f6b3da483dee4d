// Converts a conversation to the messages of AG-UI clients, if the service did not send them.
import { callsOf } from './calls.js';
import { newId } from './ids.js';
import { textOf } from './items.js';

/** Converts items to messages. Delegated runs are not part of the conversation with the user. */
export function messagesOf(items) {
  const calls = callsOf(items);
  return items.filter((item) => !item.parent_run_id && !item.live).flatMap((item) => messages(item, calls));
}

function messages(item, calls) {
  switch (item.type ?? 'message') {
    case 'message':
      return ['user', 'assistant', 'system'].includes(item.role) && textOf(item) ? [{ id: newId(), role: item.role, content: textOf(item) }] : [];
    case 'function_call':
      return calls.get(item).output ? call(item, calls.get(item).output) : [];
    default:
      return [];
  }
}

/** The model would refuse a call without its result. */
function call({ call_id: id, name, arguments: given }, { output }) {
  return [
    { id: newId(), role: 'assistant', toolCalls: [{ id, type: 'function', function: { name, arguments: given } }] },
    { id: newId(), role: 'tool', toolCallId: id, content: typeof output === 'string' ? output : JSON.stringify(output) },
  ];
}

/** The indexes of the user's messages. */
export function questions(messages) {
  return messages.flatMap(({ role, subagentRunId }, index) => (role === 'user' && !subagentRunId ? [index] : []));
}
