// The theme, dark or light: the browser's, until the user chooses one.
import { browser } from './storage.js';

const CHOSEN = 'agency-swarm.theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
let apply = () => {};

/** Applies the colours, now and when they change. */
export function follow() {
  apply = () => {
    document.documentElement.style.colorScheme = theme();
  };
  prefersDark.addEventListener('change', apply);
  addEventListener('storage', apply);
  apply();
}

/** Switches to the other theme. */
export function toggle() {
  browser.set(CHOSEN, theme() === 'dark' ? 'light' : 'dark');
  apply();
}

function theme() {
  return browser.get(CHOSEN) ?? (prefersDark.matches ? 'dark' : 'light');
}
