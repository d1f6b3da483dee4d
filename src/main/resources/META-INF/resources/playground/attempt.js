// What may fail, and how the page shows that it did.
import { Problem } from './problem.js';
import { token } from './service.js';
import { state, update } from './state.js';

/**
 * Runs what may fail, and shows how it failed.
 * @param {Function} [again] what tries it once more, where that can help
 */
export async function attempt(work, again = null) {
  try {
    await work();
  } catch (failure) {
    if (failure.needsToken) {
      askForToken();
    } else if (state.asksToken) {
      // The page behind the dialog can't be read.
      update({ refusal: `${failure.message} ${failure.advice ?? ''}` });
    } else {
      if (!(failure instanceof Problem)) {
        console.error(failure);
      }
      update({ problem: failure, again });
    }
  }
}

/** Asks for a token, and says what is wrong with the one at hand. */
export function askForToken() {
  const given = token.get() !== '';
  // What has an agency was let in before.
  const refusal = state.agency
    ? `The service no longer ${given ? 'takes the token that it took until now: it may have run out' : 'answers without a token'}.`
    : given
      ? 'The service does not know this token. Check it for missing characters.'
      : '';
  update({ asksToken: true, refusal });
}
