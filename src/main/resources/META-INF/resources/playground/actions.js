// What a user can do. Each action changes the state; the page follows.
import { arrived } from './agencies.js';
import * as attachments from './attachments.js';
import { attempt } from './attempt.js';
import { Problem } from './problem.js';
import * as runs from './runs.js';
import { read } from './settings.js';
import { state, update } from './state.js';

export { choose, connect, enterToken, resume, withoutToken } from './agencies.js';
export { begin, forget, remember } from './conversations.js';
export { curl } from './curl.js';
export { exported, take } from './files.js';
export { cancel, canEndAfterTurn } from './runs.js';

/** Sends a message to the agency that was chosen, also where that has not answered yet; answers whether it was sent. */
export async function send(text) {
  return (await arrived()) && runs.send(text);
}

/** Takes files, or addresses of files; those that can't go with a message are named, and the others go. */
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

/** Brings back what was asked, to be asked once more; what stands in the message already stays behind it. */
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
}

export function dismiss() {
  update({ problem: null });
}
