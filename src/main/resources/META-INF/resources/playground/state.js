// The state of the page: one object, which only actions change, and from which the page is rendered.

/** The positions of the panels, and the minimum width to show one beside the conversation. */
export const WIDE = matchMedia('(min-width: 64rem)');

export const state = {
  /** The service's agencies and protocol; null until they are loaded. */
  service: null,
  /** The current problem with advice, and a function that retries, if that can help. */
  problem: null,
  again: null,
  /** Whether the service needs a token, and what is wrong with the current one. */
  asksToken: false,
  refusal: '',
  /** The current agency, and its graph. */
  agency: null,
  graph: null,
  /** The conversations in the browser, the most recent first, and the current one. */
  conversations: [],
  conversation: null,
  /** The loaded conversations of the agency in the service, and whether there are more. */
  listed: [],
  more: false,
  /** Why the list could not be loaded. */
  listProblem: null,
  /** The search text for titles of conversations. */
  search: '',
  /** The conversation whose deletion needs a confirmation. */
  deleting: null,
  /** The conversation that was deleted last, for undo. */
  forgotten: null,
  /** The ids of conversations that can't be shown. An error in one does not affect the rest of the page. */
  broken: new Set(),
  /** Whether the browser stores conversations. */
  kept: true,
  /** The current runs, by conversation: `{conversation, exchange, started, controller, cancelling, comingBack}`. */
  runs: new Map(),
  /** The frames of the last run of a conversation: `{frames: {at, event, data}[], dropped}`, `at` in milliseconds. */
  traces: new Map(),
  /** The attachments of the next message, and whether an address is being entered. */
  attachments: [],
  addressing: false,
  settings: { recipient: '', instructions: '', context: '', model: '', baseUrl: '', apiKey: '', more: '' },
  faults: {},
  /** The panel that is open: `conversations`, `graph`, `settings` or `frames`; null if none is. */
  panel: WIDE.matches ? 'graph' : null,
  /** Whether the end of the conversation is not visible. */
  away: false,
  /** Whether the page is being closed, which causes failures. */
  leaving: false,
  /** The announcement for screen readers. */
  announcement: '',
};

/** The time to collect pieces of an answer before rendering. More updates per second would not be more readable. */
const PAUSE_MILLIS = 80;

let scheduled = false;
let trickling = 0;
let draw = () => {};

/** Sets the render function. */
export function onChange(drawing) {
  draw = drawing;
}

/** Changes the state. The page is rendered once before the browser's next frame. */
export function update(changes = {}) {
  Object.assign(state, changes);
  if (!scheduled) {
    scheduled = true;
    // A page in the background has no next frame, but its run continues.
    const next = document.hidden ? (run) => setTimeout(run, 100) : requestAnimationFrame;
    next(() => {
      scheduled = false;
      draw();
    });
  }
}

/** Renders the page after a short time, for changes that occur many times a second. */
export function trickle() {
  trickling ||= setTimeout(() => {
    trickling = 0;
    update();
  }, PAUSE_MILLIS);
}

/** Announces a text to screen readers, even if it is the same as the last one. */
export function announce(text) {
  update({ announcement: text === state.announcement ? `${text}\u00a0` : text });
}

/** The exchanges to show. */
export function exchanges() {
  return state.conversation && !state.broken.has(state.conversation.id) ? state.conversation.exchanges : [];
}

/** The run in the current conversation, if there is one. */
export function currentRun() {
  return state.runs.get(state.conversation?.id);
}

/** The nodes of the graph that are agents. */
export function agents() {
  return (state.graph?.nodes ?? []).filter((node) => node.type === 'agent');
}

/** The agent that the next message goes to. */
export function recipient() {
  return agents().find((node) => (state.settings.recipient ? node.id === state.settings.recipient : node.data.isEntryPoint));
}
