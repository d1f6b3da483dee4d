// Runs operations that may fail, and shows failures.
import { Problem } from './problem.js';
import { token } from './service.js';
import { state, update } from './state.js';

/**
 * Runs an operation and shows its failure.
 * @param {Function} [again] retries the operation, if that can help
 */
export async function attempt(work, again = null) {
  try {
    await work();
  } catch (failure) {
    if (failure.needsToken) {
      askForToken();
    } else if (state.asksToken) {
      // The page behind the dialog is not accessible.
      update({ refusal: `${failure.message} ${failure.advice ?? ''}` });
    } else {
      if (!(failure instanceof Problem)) {
        console.error(failure);
      }
      update({ problem: failure, again });
    }
  }
}

/** Asks for a token, and explains what is wrong with the current one. */
export function askForToken() {
  const given = token.get() !== '';
  // If an agency is open, the service accepted requests before.
  const refusal = state.agency
    ? `The service no longer ${given ? 'accepts the current token: it may have expired' : 'answers without a token'}.`
    : given
      ? 'The service does not know this token. Check it for missing characters.'
      : '';
  update({ asksToken: true, refusal });
}
