// Messages that the service has not accepted and so does not store. This tab stores them until it is closed.
import { tab } from './storage.js';

const UNSENT = 'agency-swarm.unsent';

function isUnsent({ answer }) {
  return !answer.runId && !answer.whole;
}

/** Stores the unaccepted messages of a conversation, replacing those of any other one. */
export function note({ id, exchanges }) {
  tab.set(UNSENT, JSON.stringify({ id, exchanges: exchanges.filter(isUnsent) }));
}

/** The messages of a conversation: of this page, or from before it was reloaded. */
export function unsentOf({ id, exchanges }, taken) {
  const here = exchanges.filter(isUnsent);
  const all = here.length > 0 ? here : before(id);
  // If the page was left right after sending one, the service may have accepted it.
  return all.filter(({ draft }) => draft.text !== taken.at(-1)?.draft.text);
}

function before(id) {
  const noted = JSON.parse(tab.get(UNSENT) ?? '{}');
  return noted.id === id ? noted.exchanges.map((exchange) => ({ ...exchange, answer: { ...exchange.answer, items: [] } })) : [];
}
