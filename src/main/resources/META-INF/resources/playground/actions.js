// What a user can do. Each action changes the state; the page follows.
import * as attachments from './attachments.js';
import { attempt } from './conversations.js';
import { read } from './settings.js';
import { state, update } from './state.js';

export { begin, choose, connect, enterToken, exported, forget, resume, take } from './conversations.js';
export { cancel, canEndAfterTurn, curl, send } from './runs.js';

export async function attach(files) {
  await attempt(async () => {
    for (const file of files) {
      const attachment = file instanceof File ? await attachments.ofFile(file) : attachments.ofAddress(file);
      update({ attachments: [...state.attachments, attachment], addressing: false });
    }
  });
}

export function detach(attachment) {
  update({ attachments: state.attachments.filter((other) => other !== attachment) });
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
