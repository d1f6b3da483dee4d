// Conversations: which is at hand, and who keeps them. The service does where it keeps threads and lists them to this
// user, else this browser; nothing beyond this module asks which of the two it is.
import * as inBrowser from './in-browser.js';
import * as inService from './in-service.js';
import { announce, state, update, WIDE } from './state.js';
import { browser, tab } from './storage.js';

const AT_HAND = 'agency-swarm.conversation';

/** Who keeps the conversations that are begun from now on. */
let keeper = inBrowser;

function keeperOf({ threadId }) {
  return threadId ? inService : inBrowser;
}

/** Brings back what is kept by the browser. */
export const recall = inBrowser.load;

/** Brings the list of an agency, and finds out who keeps its conversations. */
export async function load(agency) {
  keeper = (await inService.load(agency)) ? inService : inBrowser;
}

/** The conversation that was at hand in this agency when this tab was loaded last, or any other where this tab is new. */
export async function lastAtHand(agency) {
  return (await keeper.find(agency, mark())) ?? inBrowser.find(agency, mark());
}

/** The agency of the conversation that was at hand, where the browser keeps that. */
export function lastAgency() {
  return state.conversations.find(({ id }) => id === mark())?.agency;
}

function mark() {
  return tab.get(AT_HAND) ?? browser.get(AT_HAND) ?? '';
}

/** Begins a conversation; it is kept once something was said. */
export function begin() {
  show(keeper.fresh(state.agency));
}

/** A conversation of this browser, for what comes from a file. */
export function taken(agency, title, exchanges) {
  return { ...inBrowser.fresh(agency), title, exchanges };
}

/** Puts a conversation at hand. */
export function show(conversation) {
  note(conversation);
  update({ conversation, panel: WIDE.matches ? state.panel : null });
}

function note(conversation) {
  const found = keeperOf(conversation).markOf(conversation);
  tab.set(AT_HAND, found);
  browser.set(AT_HAND, found);
}

/** Reads a conversation as it is now. */
export function open(conversation) {
  return keeperOf(conversation).open(conversation);
}

/** What a request says of what was said before. */
export function prior(conversation) {
  return keeperOf(conversation).prior(conversation);
}

/** Notes that something was said: the conversation is the newest now. */
export function touch(conversation) {
  keeperOf(conversation).touch(conversation);
  if (conversation === state.conversation) {
    note(conversation);
  }
}

/** Keeps a conversation as it is now. */
export function keep(conversation) {
  return keeperOf(conversation).keep(conversation);
}

/** Notes that the service has begun what was asked. */
export function accepted(conversation) {
  return keeperOf(conversation).accepted(conversation);
}

/** Keeps a conversation that has something new to tell, also to other tabs. */
export function share(conversation) {
  return keeperOf(conversation).share(conversation);
}

export function asksBeforeForgetting(conversation) {
  return keeperOf(conversation).asksBeforeForgetting;
}

/** Deletes a conversation, and ends its run. */
export async function forget(conversation) {
  await keeperOf(conversation).forget(conversation);
  state.traces.delete(conversation.id);
  announce(`${conversation.title} is deleted.`);
  if (state.conversation?.id === conversation.id) {
    begin();
  }
}

/** Brings back the one that was deleted last, where that can be undone. */
export const remember = inBrowser.remember;

/** A new conversation that begins as another one does, up to an exchange. */
export function fork(conversation, exchange) {
  return keeperOf(conversation).fork(conversation, exchange);
}

/** Takes in what another tab tells. */
export async function told(news) {
  const { conversation } = state;
  const isGone = await (news.thread ? inService : inBrowser).told(news);
  if (isGone && conversation === state.conversation) {
    announce(`${conversation.title} was deleted in another tab.`);
    begin();
  }
}

/** The lists to be shown, each with who keeps it. */
export function lists() {
  const here = { title: 'In this browser', note: 'Kept in this browser only.', entries: inBrowser.shown(), more: false, problem: null };
  if (keeper === inBrowser) {
    return [here];
  }
  const there = { title: 'In the service', note: 'Kept by the service.', entries: inService.shown(), more: state.more, problem: state.listProblem };
  return state.conversations.length > 0 ? [there, here] : [there];
}

/** Reads the next part of the list. */
export function more() {
  return inService.more();
}

export function titleOf(text) {
  const line = text.trim().split('\n')[0];
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
