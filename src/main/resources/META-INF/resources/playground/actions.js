// The user's actions. Each action changes the state, and the page is redrawn.
import { arrived, open, resume } from './agencies.js';
import * as attachments from './attachments.js';
import { attempt } from './attempt.js';
import * as conversations from './conversations.js';
import { Problem } from './problem.js';
import * as runs from './runs.js';
import { read } from './settings.js';
import { announce, state, update } from './state.js';

export { choose, connect, enterToken, resume, told, withoutToken } from './agencies.js';
export { begin, remember } from './conversations.js';
export { curl } from './curl.js';
export { exported, take } from './files.js';
export { goOn } from './runs.js';
export { cancel, canEndAfterTurn, isStoppable } from './stopping.js';

/** Sends a message to the chosen agency, which may still be loading. Resolves to whether it was sent. */
export async function send(text) {
  return (await arrived()) && runs.send(text);
}

/** Attaches files, or addresses of files. Reports those that can't be attached; the others are attached. */
export function attach(given) {
  return attempt(async () => {
    const faults = [];
    for (const one of given) {
      try {
        const attachment = one instanceof File ? await attachments.ofFile(one, state.attachments) : attachments.ofAddress(one);
        update({ attachments: [...state.attachments, attachment], addressing: false });
      } catch (misfit) {
        faults.push(misfit.message);
      }
    }
    if (faults.length > 0) {
      throw new Problem(faults.join(' '), '');
    }
  });
}

export function detach(attachment) {
  update({ attachments: state.attachments.filter((other) => other !== attachment) });
}

/** Restores an earlier question for editing. Text that is in the message already stays after it. */
export function bringBack({ draft }) {
  update({ attachments: attachments.attached(draft) });
  const field = document.getElementById('message');
  field.value = [draft.text, field.value].filter(Boolean).join('\n');
  field.focus();
}

export function set(name, value) {
  const settings = { ...state.settings, [name]: value };
  update({ settings, faults: read(settings).faults });
}

export function toggle(panel) {
  update({ panel: state.panel === panel ? null : panel });
  if (state.panel === 'conversations' && state.agency) {
    // They may have changed in another tab.
    relist();
  }
}

export function dismiss() {
  update({ problem: null });
}

/** Deletes a conversation, after a confirmation if it can't be undone. */
export function forget(conversation) {
  if (conversations.asksBeforeForgetting(conversation)) {
    update({ deleting: conversation });
    return undefined;
  }
  return conversations.forget(conversation);
}

/** Answers the confirmation of a deletion. */
export async function decide(isMeant) {
  const { deleting } = state;
  update({ deleting: null });
  if (isMeant) {
    await attempt(
      () => conversations.forget(deleting),
      () => forget(deleting),
    );
  }
}

/** Starts a new conversation from the end of an exchange. */
export function fork(exchange) {
  return attempt(
    async () => {
      await open(await conversations.fork(state.conversation, exchange));
      announce('This is a new conversation with the messages up to there.');
      document.getElementById('message').focus();
    },
    () => fork(exchange),
  );
}

/** Shows the run because of which a message was refused. The message is restored for sending. */
export function seeLiveRun(exchange) {
  const { exchanges } = state.conversation;
  bringBack(exchange);
  exchanges.splice(exchanges.indexOf(exchange), 1);
  conversations.keep(state.conversation);
  return resume(state.conversation);
}

/** The delay after the last key before a search starts. */
const PAUSE_MILLIS = 250;

let looking = 0;

/** Searches conversations by title. */
export function search(text) {
  update({ search: text });
  clearTimeout(looking);
  looking = setTimeout(relist, PAUSE_MILLIS);
}

/** Reloads the list. */
export function relist() {
  return attempt(async () => {
    await conversations.load(state.agency);
    runs.goOn(state.conversation);
    const count = conversations.lists().reduce((sum, { entries }) => sum + entries.length, 0);
    announce(`${count} ${count === 1 ? 'conversation is' : 'conversations are'} listed.`);
  }, relist);
}

/** Loads the next page of the list. */
export function more() {
  return attempt(async () => {
    try {
      await conversations.more();
    } catch (failure) {
      if (failure.status !== 422) {
        throw failure;
      }
      // The last entry of the list was deleted meanwhile.
      await relist();
    }
  }, more);
}
