// What the page knows. One object, changed by actions only; the page is drawn from it.

/** Where the panels are, and how wide a page must be to show one beside the conversation. */
export const WIDE = matchMedia('(min-width: 64rem)');

export const state = {
  /** What the service is: its agencies' names and protocol; null until it has answered. */
  service: null,
  /** What stands in the way of anything, with advice, and what tries it once more, where that can help. */
  problem: null,
  again: null,
  /** Whether the service wants a token that it has not got, and what is wrong with the one that it got. */
  asksToken: false,
  refusal: '',
  /** The agency at hand, and its graph. */
  agency: null,
  graph: null,
  /** The conversations that the browser keeps, the one that was spoken in last before the others, and the one at hand. */
  conversations: [],
  conversation: null,
  /** Those of the agency that the service keeps, as far as they are listed, and whether there are more. */
  listed: [],
  more: false,
  /** Why they could not be listed. */
  listProblem: null,
  /** What titles of conversations are to contain. */
  search: '',
  /** The one that is to be deleted once the user has said so. */
  deleting: null,
  /** The one that was deleted last: a slip of the finger can be undone. */
  forgotten: null,
  /** The ids of conversations that can't be shown: whatever is wrong with one, the rest of the page goes on. */
  broken: new Set(),
  /** Whether the browser keeps conversations. */
  kept: true,
  /** The runs on their way, by conversation: `{conversation, exchange, started, controller, cancelling, comingBack}`. */
  runs: new Map(),
  /** What the last run of a conversation sent: `{frames: {at, event, data}[], dropped}`, `at` in milliseconds. */
  traces: new Map(),
  /** What goes with the next message, and whether an address is being typed in. */
  attachments: [],
  addressing: false,
  settings: { recipient: '', instructions: '', context: '', model: '', baseUrl: '', apiKey: '', more: '' },
  faults: {},
  /** The panel that is open: `conversations`, `graph`, `settings` or `frames`; null where none is. */
  panel: WIDE.matches ? 'graph' : null,
  /** Whether the end of the conversation is out of sight. */
  away: false,
  /** Whether the page is being left: what fails then, fails because of that. */
  leaving: false,
  /** What a screen reader is told. */
  announcement: '',
};

/** How long pieces of an answer wait for each other. More pictures a second are no better to read. */
const PAUSE_MILLIS = 80;

let scheduled = false;
let trickling = 0;
let draw = () => {};

/** Says how the page is drawn. */
export function onChange(drawing) {
  draw = drawing;
}

/** Changes what the page knows; it is drawn once before the browser's next picture, however much has changed. */
export function update(changes = {}) {
  Object.assign(state, changes);
  if (!scheduled) {
    scheduled = true;
    // A page in the background has no next picture, but its run goes on.
    const next = document.hidden ? (run) => setTimeout(run, 100) : requestAnimationFrame;
    next(() => {
      scheduled = false;
      draw();
    });
  }
}

/** Has the page drawn soon, with all that comes until then: for what comes many times a second. */
export function trickle() {
  trickling ||= setTimeout(() => {
    trickling = 0;
    update();
  }, PAUSE_MILLIS);
}

/** Tells a screen reader something, also what it was told the last time. */
export function announce(text) {
  update({ announcement: text === state.announcement ? `${text}\u00a0` : text });
}

/** The exchanges to be shown. */
export function exchanges() {
  return state.conversation && !state.broken.has(state.conversation.id) ? state.conversation.exchanges : [];
}

/** The run on its way in the conversation at hand, if there is one. */
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
