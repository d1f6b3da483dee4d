// Messages that the service has not taken: it keeps nothing of them, so that this tab does until it is closed.
import { tab } from './storage.js';

const UNSENT = 'agency-swarm.unsent';

function isUnsent({ answer }) {
  return !answer.runId && !answer.whole;
}

/** Notes the messages of a conversation that the service has not taken, in place of those of any other one. */
export function note({ id, exchanges }) {
  tab.set(UNSENT, JSON.stringify({ id, exchanges: exchanges.filter(isUnsent) }));
}

/** Those of a conversation: as this page has them, or as it had them before it was loaded. */
export function unsentOf({ id, exchanges }, taken) {
  const here = exchanges.filter(isUnsent);
  const all = here.length > 0 ? here : before(id);
  // Where the page was left right after it had sent one, the service may have taken it.
  return all.filter(({ draft }) => draft.text !== taken.at(-1)?.draft.text);
}

function before(id) {
  const noted = JSON.parse(tab.get(UNSENT) ?? '{}');
  return noted.id === id ? noted.exchanges.map((exchange) => ({ ...exchange, answer: { ...exchange.answer, items: [] } })) : [];
}
