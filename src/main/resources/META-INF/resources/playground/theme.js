// Dark or light: as the browser says, until somebody chooses.
import { browser } from './storage.js';

const CHOSEN = 'agency-swarm.theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
let apply = () => {};

/** Sets the colours, and calls back whenever they change. */
export function follow(changed) {
  apply = () => {
    document.documentElement.style.colorScheme = theme();
    changed();
  };
  prefersDark.addEventListener('change', apply);
  addEventListener('storage', apply);
  apply();
}

/** Chooses the other one. */
export function toggle() {
  browser.set(CHOSEN, theme() === 'dark' ? 'light' : 'dark');
  apply();
}

function theme() {
  return browser.get(CHOSEN) ?? (prefersDark.matches ? 'dark' : 'light');
}
