// Agencies and the conversations with them: which is at hand, and what the browser keeps.
import { newId } from './ids.js';
import { checked, exchangesOf, historyOf } from './items.js';
import * as service from './service.js';
import { state, update, WIDE } from './state.js';
import * as store from './store.js';

const LAST_AGENCY = 'agency-swarm.agency';

let recalled = false;
let wanted = null;

/** Gets to know the service. Also after it was changed: agencies come and go in dev mode. */
export async function connect() {
  await attempt(async () => {
    const found = await service.discover();
    update({ service: found, problem: null, asksToken: false });
    const last = state.agency ?? localStorage.getItem(LAST_AGENCY);
    const agency = found.agencies.includes(last) ? last : found.agencies[0];
    if (agency === undefined) {
      throw new service.Problem('The service has no agency.', 'Write a CDI producer of an Agency with an @Identifier, and reload.');
    }
    await enter(agency);
    await recall();
  });
}

/** Brings back what the browser has kept, once. */
async function recall() {
  if (recalled) {
    return;
  }
  recalled = true;
  try {
    // Those of the build for the other protocol are of no use to this one.
    const conversations = (await store.load()).filter(({ agui }) => Boolean(agui) === Boolean(state.service?.agui));
    update({ conversations });
    const last = conversations.find(({ agency }) => agency === state.agency);
    if (last && state.conversation?.exchanges.length === 0) {
      await resume(last);
    }
  } catch {
    update({ kept: false });
  }
}

/** Tries again with a token. */
export async function enterToken(value) {
  service.token.set(value.trim());
  await connect();
}

/** Turns to an agency. */
export async function choose(agency) {
  await attempt(async () => {
    await enter(agency);
    if (state.agency === agency) {
      begin();
    }
  });
}

async function enter(agency) {
  wanted = agency;
  const graph = await service.metadata(agency);
  if (wanted !== agency) {
    // Somebody was faster than the answer and chose another one.
    return;
  }
  const same = JSON.stringify(graph) === JSON.stringify(state.graph);
  const known = graph.nodes.some(({ id }) => id === state.settings.recipient);
  const settings = known ? state.settings : { ...state.settings, recipient: '' };
  localStorage.setItem(LAST_AGENCY, agency);
  update({ agency, graph: same ? state.graph : graph, settings, problem: null, asksToken: false });
  if (state.conversation?.agency !== agency) {
    begin();
  }
}

/** Begins a conversation; it is kept once something was said. */
export function begin() {
  update({
    conversation: { ...fresh(state.agency), title: '', exchanges: [] },
    panel: WIDE.matches ? state.panel : null,
  });
}

function fresh(agency) {
  return { id: newId(), agency, agui: state.service.agui, started: Date.now() };
}

/** Goes on with a conversation. A run in the one before goes on too. */
export async function resume(conversation) {
  await attempt(async () => {
    if (conversation.agency !== state.agency) {
      await enter(conversation.agency);
    }
    // Else somebody chose another one in the meantime.
    if (conversation.agency === state.agency) {
      update({ conversation, panel: WIDE.matches ? state.panel : null });
    }
  });
}

/** Deletes a conversation; its run ends, because nobody listens any more. */
export async function forget(conversation) {
  state.runs.get(conversation.id)?.controller.abort();
  update({ conversations: state.conversations.filter(({ id }) => id !== conversation.id) });
  if (state.conversation?.id === conversation.id) {
    begin();
  }
  await quietly(() => store.remove(conversation.id));
}

/** The conversation at hand as JSON, in the form in which clients keep it. */
export function exported() {
  const { agency, title, messages, exchanges } = state.conversation;
  return { agency, title, new_messages: historyOf(exchanges), ...(messages && { messages }) };
}

/** Takes in a conversation that was exported here, or any answer or list of `new_messages`. */
export async function take(text) {
  await attempt(async () => {
    const given = parsed(text);
    const items = Array.isArray(given) ? given : given?.new_messages;
    const fault = checked(items);
    if (fault) {
      throw new service.Problem(`The file holds no conversation: ${fault}.`, 'It must be JSON with a list `new_messages`, or be such a list.');
    }
    const agency = state.service.agencies.includes(given.agency) ? given.agency : state.agency;
    const exchanges = exchangesOf(items);
    const title = given.title || titleOf(exchanges[0]?.draft.text ?? 'Imported');
    const conversation = { ...fresh(agency), title, exchanges, messages: given.messages };
    update({ conversations: [conversation, ...state.conversations] });
    await keep(conversation);
    await resume(conversation);
  });
}

/** Keeps a conversation as it is now. */
export function keep(conversation) {
  return quietly(() => store.save(conversation));
}

/** Without the store the page works as well, and says that it keeps nothing. */
async function quietly(storing) {
  try {
    await storing();
  } catch {
    update({ kept: false });
  }
}

/** Runs what may fail, and shows how it failed. */
export async function attempt(work) {
  try {
    await work();
  } catch (failure) {
    update(failure.needsToken ? { asksToken: true, refusal: service.token.get() ? failure.message : '' } : { problem: failure });
  }
}

export function titleOf(text) {
  const line = text.trim().split('\n')[0];
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
