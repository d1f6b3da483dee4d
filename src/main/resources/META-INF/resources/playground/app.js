// The playground: draws the page from the state, and starts it.
import * as actions from './actions.js';
import { keep } from './conversations.js';
import { render } from './libraries.js';
import { onChange, state, update } from './state.js';
import { onTold } from './tabs.js';
import * as theme from './theme.js';
import { page } from './view.js';
import { recolour } from './view-graph.js';

const root = document.getElementById('app');
let shown;

onChange(() => {
  const list = document.getElementById('exchanges');
  const atEnd = !list || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const last = state.conversation?.exchanges.at(-1);
  const focused = document.activeElement;
  draw();
  if (focused !== document.body && !focused.isConnected) {
    // What had the focus is gone: whoever goes by the keyboard goes on with the message.
    document.getElementById('message')?.focus();
  }
  // Follows what grows, unless its reader has gone back; a new question is always shown.
  if (last && (atEnd || last !== shown)) {
    const now = document.getElementById('exchanges');
    now.scrollTop = now.scrollHeight;
  }
  shown = last;
});

function draw() {
  try {
    render(page(), root);
  } catch (failure) {
    console.error(failure);
    if (!state.conversation || state.broken.has(state.conversation.id)) {
      throw failure;
    }
    // Without what is said in it, the page can be drawn.
    state.broken.add(state.conversation.id);
    render(page(), root);
  }
}

theme.follow(recolour);
onTold(actions.told);
update();
await actions.connect();

// Whoever leaves in the middle of an answer finds the question again.
addEventListener('pagehide', () => {
  state.leaving = true;
  state.runs.forEach(({ conversation }) => keep(conversation));
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && state.runs.size > 0) {
    // Back by the browser's own memory: the streams have ended with the page.
    location.reload();
  }
  state.leaving = false;
});

// In dev mode the agencies may have changed while their author was in the editor.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && state.runs.size === 0 && !state.asksToken) {
    actions.connect();
  }
});
