// What was said, as the messages that AG-UI's clients keep: where the service did not tell them itself.
import { callsOf } from './calls.js';
import { newId } from './ids.js';
import { textOf } from './items.js';

/** The messages that items come to. What colleagues did is no part of the conversation with the user. */
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

/** A call without its result would be refused by the model. */
function call({ call_id: id, name, arguments: given }, { output }) {
  return [
    { id: newId(), role: 'assistant', toolCalls: [{ id, type: 'function', function: { name, arguments: given } }] },
    { id: newId(), role: 'tool', toolCallId: id, content: typeof output === 'string' ? output : JSON.stringify(output) },
  ];
}

/** The places of the user's own messages. */
export function questions(messages) {
  return messages.flatMap(({ role, subagentRunId }, index) => (role === 'user' && !subagentRunId ? [index] : []));
}
