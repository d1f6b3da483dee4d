// Exports conversations to files and imports them.
import { resume } from './agencies.js';
import { attempt } from './attempt.js';
import { share, taken, titleOf, touch } from './conversations.js';
import { checked, exchangesOf, historyOf } from './history.js';
import { Problem } from './problem.js';
import { protocol } from './protocol.js';
import { state } from './state.js';

/** The current conversation as JSON, in the form in which clients store it. */
export function exported() {
  const { agency, title, messages, exchanges } = state.conversation;
  return { agency, title, new_messages: historyOf(exchanges), ...(messages && { messages }) };
}

/** Imports an exported conversation, or any answer or list of `new_messages`. */
export function take(text) {
  return attempt(async () => {
    const given = parsed(text);
    const items = Array.isArray(given) ? given : given?.new_messages;
    const fault = checked(items);
    if (fault) {
      throw new Problem(`The file holds no conversation: ${fault}.`, 'It must be JSON with a list `new_messages`, or be such a list.');
    }
    const agency = state.service.agencies.includes(given.agency) ? given.agency : state.agency;
    const exchanges = exchangesOf(items);
    const title = given.title || titleOf(exchanges[0].draft.text || 'Imported');
    const conversation = taken(agency, title, exchanges);
    protocol().taken(conversation, given.messages);
    touch(conversation);
    await share(conversation);
    await resume(conversation);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
