// The service, its agencies, and the current agency.
import { askForToken, attempt } from './attempt.js';
import * as conversations from './conversations.js';
import { Problem } from './problem.js';
import { goOn } from './runs.js';
import * as service from './service.js';
import { state, update } from './state.js';
import { browser, tab } from './storage.js';

const AGENCY = 'agency-swarm.agency';

/** The agency that the user chose last, even if it is still loading. */
let wanted = null;

/** The outcome of that choice: `there`, `failed`, or `left` if another agency was chosen. */
let arriving = Promise.resolve('there');

/** Loads the list of agencies, also after changes in dev mode. */
export function connect() {
  return attempt(async () => {
    const found = await service.discover();
    update({ service: found, problem: null });
    if (found.agencies.length === 0) {
      update({ asksToken: false });
      throw new Problem('The service has no agency.', 'Write a CDI producer of an Agency with an @Identifier, and reload.');
    }
    await conversations.recall();
    const last = wanted ?? state.agency ?? tab.get(AGENCY) ?? conversations.lastAgency() ?? browser.get(AGENCY);
    const first = found.agencies.includes(last) ? last : found.agencies[0];
    await enterFirst(state.agency ? [first] : [first, ...found.agencies.filter((agency) => agency !== first)]);
  }, connect);
}

/** Enters the first agency that this user may use. */
async function enterFirst(agencies) {
  for (const agency of agencies) {
    try {
      await enter(agency);
      return;
    } catch (failure) {
      if (failure.status !== 403 || agency === agencies.at(-1)) {
        update({ asksToken: failure.needsToken });
        throw failure;
      }
    }
  }
}

/** Retries with a token. */
export async function enterToken(value) {
  const given = value.trim();
  if (!service.token.fits(given)) {
    update({ refusal: 'A token has letters, digits and signs of ASCII only. This one has another character, perhaps one that is not seen: copy it once more.' });
    return;
  }
  service.token.try(given);
  await connect();
}

/** Continues without a token: the conversation can be read. */
export function withoutToken() {
  if (state.agency) {
    update({ asksToken: false });
  } else {
    askForToken();
  }
}

/** Switches to an agency. */
export function choose(agency) {
  return attempt(
    async () => {
      if (await enter(agency)) {
        conversations.begin();
      }
    },
    () => choose(agency),
  );
}

/** Opens a conversation. A run in the previous one continues. */
export function resume(conversation) {
  return attempt(
    async () => {
      if (conversation.agency === state.agency || (await enter(conversation.agency))) {
        await open(conversation);
      }
    },
    () => resume(conversation),
  );
}

/** The conversation that was chosen last, because an earlier one may finish loading later. */
let chosen = null;

/** Opens the current state of a conversation and continues its run. */
export async function open(conversation) {
  chosen = conversation;
  await conversations.open(conversation);
  if (chosen === conversation) {
    conversations.show(conversation);
    goOn(conversation);
  }
}

/** Handles a message of another tab. */
export function told(news) {
  return attempt(async () => {
    await conversations.told(news);
    goOn(news.thread ? state.conversation : null);
  });
}

/** Waits for the agency that was chosen last. Resolves to false if it can't be loaded. */
export async function arrived() {
  for (;;) {
    const outcome = await arriving;
    if (outcome !== 'left') {
      return outcome === 'there' && state.agency !== null;
    }
  }
}

/** Resolves to false if another agency was chosen meanwhile. */
function enter(agency) {
  const going = turnTo(agency);
  const outcome = going.then(
    (there) => (there ? 'there' : 'left'),
    () => {
      // From now on messages are for the previous agency, which is still open.
      arriving = arriving === outcome ? Promise.resolve('there') : arriving;
      return 'failed';
    },
  );
  arriving = outcome;
  return going;
}

async function turnTo(agency) {
  wanted = agency;
  const turns = state.conversation?.agency !== agency;
  let graph;
  let last;
  try {
    graph = await service.metadata(agency);
    await conversations.load(agency);
    last = turns ? await lastAtHand(agency) : null;
  } catch (failure) {
    wanted = wanted === agency ? state.agency : wanted;
    throw failure;
  }
  if (wanted !== agency) {
    return false;
  }
  const same = JSON.stringify(graph) === JSON.stringify(state.graph);
  const known = graph.nodes.some(({ id }) => id === state.settings.recipient);
  const settings = known ? state.settings : { ...state.settings, recipient: '' };
  browser.set(AGENCY, agency);
  tab.set(AGENCY, agency);
  update({ agency, graph: same ? state.graph : graph, settings, problem: null, asksToken: false });
  if (last) {
    conversations.show(last);
  } else if (turns) {
    conversations.begin();
  }
  goOn(state.conversation);
  return true;
}

/** Opens the last conversation. If it can't be loaded, the agency can still be used. */
async function lastAtHand(agency) {
  try {
    return await conversations.lastAtHand(agency);
  } catch (failure) {
    if (failure.needsToken) {
      throw failure;
    }
    return undefined;
  }
}
