// The conversations, the current one, and where they are stored: in the service if it stores threads and lists them
// for this user, else in this browser. Only this module knows which.
import * as inBrowser from './in-browser.js';
import * as inService from './in-service.js';
import { announce, state, update, WIDE } from './state.js';
import { browser, tab } from './storage.js';

const AT_HAND = 'agency-swarm.conversation';

/** The storage of new conversations. */
let keeper = inBrowser;

function keeperOf({ threadId }) {
  return threadId ? inService : inBrowser;
}

/** Loads the conversations of the browser. */
export const recall = inBrowser.load;

/** Loads the list of an agency, and determines where its conversations are stored. */
export async function load(agency) {
  keeper = (await inService.load(agency)) ? inService : inBrowser;
}

/** The conversation that was open in this agency when this tab was last loaded, or another one in a new tab. */
export async function lastAtHand(agency) {
  return (await keeper.find(agency, mark())) ?? inBrowser.find(agency, mark());
}

/** The agency of the last open conversation, if the browser stores it. */
export function lastAgency() {
  return state.conversations.find(({ id }) => id === mark())?.agency;
}

function mark() {
  return tab.get(AT_HAND) ?? browser.get(AT_HAND) ?? '';
}

/** Creates a conversation, which is stored after the first message. */
export function begin() {
  show(keeper.fresh(state.agency));
}

/** A conversation in this browser, for an imported file. */
export function taken(agency, title, exchanges) {
  return { ...inBrowser.fresh(agency), title, exchanges };
}

/** Opens a conversation. */
export function show(conversation) {
  note(conversation);
  update({ conversation, panel: WIDE.matches ? state.panel : null });
}

function note(conversation) {
  const found = keeperOf(conversation).markOf(conversation);
  tab.set(AT_HAND, found);
  browser.set(AT_HAND, found);
}

/** Loads the current state of a conversation. */
export function open(conversation) {
  return keeperOf(conversation).open(conversation);
}

/** The history fields of a request. */
export function prior(conversation) {
  return keeperOf(conversation).prior(conversation);
}

/** Moves the conversation to the top of the list after a message. */
export function touch(conversation) {
  keeperOf(conversation).touch(conversation);
  if (conversation === state.conversation) {
    note(conversation);
  }
}

/** Stores the current state of a conversation. */
export function keep(conversation) {
  return keeperOf(conversation).keep(conversation);
}

/** Called when the service has started the run. */
export function accepted(conversation) {
  return keeperOf(conversation).accepted(conversation);
}

/** Stores a conversation that has changed, and notifies other tabs. */
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

/** Restores the conversation that was deleted last, if possible. */
export const remember = inBrowser.remember;

/** Creates a conversation with the exchanges of another one up to an exchange. */
export function fork(conversation, exchange) {
  return keeperOf(conversation).fork(conversation, exchange);
}

/** Handles a message of another tab. */
export async function told(news) {
  const { conversation } = state;
  const isGone = await (news.thread ? inService : inBrowser).told(news);
  if (isGone && conversation === state.conversation) {
    announce(`${conversation.title} was deleted in another tab.`);
    begin();
  }
}

/** The lists to show, each with its storage. */
export function lists() {
  const here = { title: 'In this browser', note: 'Stored in this browser only.', entries: inBrowser.shown(), more: false, problem: null };
  if (keeper === inBrowser) {
    return [here];
  }
  const there = { title: 'In the service', note: 'Stored by the service.', entries: inService.shown(), more: state.more, problem: state.listProblem };
  return state.conversations.length > 0 ? [there, here] : [there];
}

/** Loads the next page of the list. */
export function more() {
  return inService.more();
}

export function titleOf(text) {
  const line = text.trim().split('\n')[0];
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
