// The playground: starts the page and renders it from the state.
import * as actions from './actions.js';
import { keep } from './conversations.js';
import { render } from './libraries.js';
import { onChange, state, update } from './state.js';
import { onTold } from './tabs.js';
import * as theme from './theme.js';
import { page } from './view.js';

const root = document.getElementById('app');
let shown;

onChange(() => {
  const list = document.getElementById('exchanges');
  const atEnd = !list || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const last = state.conversation?.exchanges.at(-1);
  const focused = document.activeElement;
  draw();
  if (focused !== document.body && !focused.isConnected) {
    // The focused element is gone: move the focus to the message, for keyboard users.
    document.getElementById('message')?.focus();
  }
  // Scrolls with a growing answer, unless the reader has scrolled back. A new question is always shown.
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
    // The page can be rendered without the messages.
    state.broken.add(state.conversation.id);
    render(page(), root);
  }
}

theme.follow();
onTold(actions.told);
update();
await actions.connect();

// If the user leaves during an answer, the question is stored.
addEventListener('pagehide', () => {
  state.leaving = true;
  state.runs.forEach(({ conversation }) => keep(conversation));
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && state.runs.size > 0) {
    // Restored from the browser's back/forward cache: the streams have ended.
    location.reload();
  }
  state.leaving = false;
});

// In dev mode the agencies may have changed while the page was in the background.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && state.runs.size === 0 && !state.asksToken) {
    actions.connect();
  }
});
