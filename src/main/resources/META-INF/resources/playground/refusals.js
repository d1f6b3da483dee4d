// Converts error responses of the service to problems with advice.
import { Problem } from './problem.js';

/** The problem of an error response. */
export async function refusal(response) {
  const text = await response.text();
  if (response.headers.get('Content-Type')?.startsWith('text/html')) {
    return problemPage(text, response.status);
  }
  const body = parsed(text);
  const said = reason(body) ?? `The service answered ${response.status} ${response.statusText}.`;
  const pause = response.headers.get('Retry-After') ?? 'a few';
  const advice = {
    401: 'Enter the token that the service was started with (APP_TOKEN, unless configured otherwise), or one of its identity provider.',
    403: 'The token is valid, but lacks a required role. Ask the operator of the service.',
    404: 'It, or its agency, may have been renamed or removed since the page was loaded. Reload the page.',
    409: 'Follow the live run to its end, or stop it, then ask again.',
    413: 'Attach smaller files, or raise agency-swarm.limits.body-bytes. A conversation that is full can be forked from an earlier message.',
    422: 'Correct the named field, in the message or under Settings.',
    429: `The service is busy. Try again in ${pause} seconds.`,
    503: `The service is shutting down, or something that it needs is not available. Try again in ${pause} seconds.`,
  };
  return new Problem(said, advice[response.status] ?? 'The log of the service may say more.', response.status, body?.run_id ?? null);
}

/** In dev mode Quarkus answers with a page if a change can't be compiled or makes the start fail. */
function problemPage(text, status) {
  // The page is not inserted; only its text is read. The browser would report its styles as forbidden.
  const bare = text.replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, '').replace(/<(\w+)\s[^>]*>/g, '<$1>');
  const page = new DOMParser().parseFromString(bare, 'text/html');
  const title = page.querySelector('title')?.textContent.split(' - ')[0].trim();
  const said = cause(page.querySelector('pre')?.textContent ?? '');
  return new Problem(
    [title || `The service answered ${status} with a page.`, said].filter(Boolean).join(': '),
    'Reload this page: it shows the cause.',
    status,
  );
}

/** The innermost cause of a stack trace, without stack frames and terminal colours. */
function cause(trace) {
  const last = trace.split(/^Caused by: /m).at(-1);
  const [said] = last.split(/^\s+(?:at |\.\.\. \d+ more)/m);
  return said
    .replace(/\u001b\[[\d;]*m/g, '')
    .replace(/^(?:[\w$]+\.)+[\w$]+:\s*/, '')
    .trim();
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reason(body) {
  if (Array.isArray(body?.detail)) {
    return body.detail.map(({ loc, msg }) => `${loc.slice(1).join('.') || loc.join('.')}: ${msg}`).join('; ');
  }
  return body?.detail ?? body?.error ?? body?.Error;
}
