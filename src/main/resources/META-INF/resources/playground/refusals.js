// What the service says where it refuses, as a sentence and an advice.
import { Problem } from './problem.js';

/** What a refusal comes to. */
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
    403: 'The token is known, but may not do this. Ask whoever runs the service.',
    404: 'It, or its agency, may have been renamed or removed since the page was loaded. Reload the page.',
    409: 'Follow the live run to its end, or stop it, then ask again.',
    413: 'Attach smaller files, or raise agency-swarm.limits.body-bytes. A conversation that is full can be forked from an earlier message.',
    422: 'Mend the field that is named, in the message or under Settings.',
    429: `The service is busy. Try again in ${pause} seconds.`,
    503: `The service is about to end, or something that it needs is not there. Try again in ${pause} seconds.`,
  };
  return new Problem(said, advice[response.status] ?? 'The log of the service may say more.', response.status, body?.run_id ?? null);
}

/** In dev mode Quarkus itself answers, with a page, where a change can't be compiled or stops the start. */
function problemPage(text, status) {
  // Never put into this page: only its text is read. Of its styles the browser would say that they are forbidden here.
  const bare = text.replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, '').replace(/<(\w+)\s[^>]*>/g, '<$1>');
  const page = new DOMParser().parseFromString(bare, 'text/html');
  const title = page.querySelector('title')?.textContent.split(' - ')[0].trim();
  const said = cause(page.querySelector('pre')?.textContent ?? '');
  return new Problem(
    [title || `The service answered ${status} with a page.`, said].filter(Boolean).join(': '),
    'Reload this page: it shows what stops the start.',
    status,
  );
}

/** The innermost cause that a stack trace names, without the places that it went through and the colours of a terminal. */
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
