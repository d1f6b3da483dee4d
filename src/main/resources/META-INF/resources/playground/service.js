// The service, by its public contract: what any other client may ask too.

const TOKEN = 'agency-swarm.token';

/** What went wrong, and what its reader can do about it. */
export class Problem extends Error {
  /**
   * @param {string} title what went wrong
   * @param {string} advice what to do
   * @param {number} [status] what the service answered with, if it answered
   */
  constructor(title, advice, status = 0) {
    super(title);
    this.advice = advice;
    this.status = status;
  }

  get needsToken() {
    return this.status === 401;
  }
}

/** Where the page came from is where the service is. */
const base = new URL('.', document.baseURI);

/** The token of this tab; it is forgotten with the tab. */
export const token = {
  get: () => sessionStorage.getItem(TOKEN) ?? '',
  set: (value) => (value ? sessionStorage.setItem(TOKEN, value) : sessionStorage.removeItem(TOKEN)),
};

/** The agencies' names and the protocol that they speak, as the service's OpenAPI document tells. */
export async function discover() {
  const { info, paths } = await json('openapi.json');
  const served = Object.keys(paths);
  const agencies = served.map((path) => /\/([^/{]+)\/get_metadata$/.exec(path)?.[1]).filter(Boolean);
  return {
    title: info.title,
    agencies: agencies.map(decodeURIComponent),
    // AG-UI ends a run by closing its stream, so that build has no such endpoint.
    agui: !served.some((path) => path.endsWith('/cancel_response_stream')),
    logs: served.includes('/get_logs'),
  };
}

/** An agency's agents, tools and flows as a graph. */
export function metadata(agency) {
  return json(`${encodeURIComponent(agency)}/get_metadata`);
}

/** Where a stream is asked for. */
export function streamUrl(agency) {
  return new URL(`${encodeURIComponent(agency)}/get_response_stream`, base);
}

/** The stream of a run; ended by the signal. */
export async function stream(agency, body, signal) {
  const response = await ask(streamUrl(agency), post(body, signal));
  return response.body;
}

/** Ends a run; answers when it has stopped. */
export async function cancel(agency, runId, mode) {
  const url = new URL(`${encodeURIComponent(agency)}/cancel_response_stream`, base);
  const response = await ask(url, post({ run_id: runId, cancel_mode: mode }));
  return response.json();
}

async function json(path) {
  const response = await ask(new URL(path, base), {});
  return response.json();
}

function post(body, signal) {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal };
}

async function ask(url, options) {
  const headers = { ...options.headers, ...(token.get() && { Authorization: `Bearer ${token.get()}` }) };
  let response;
  try {
    response = await fetch(url, { ...options, headers });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem(`${url.origin} does not answer.`, 'See whether the service is running, then try again.');
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

async function refusal(response) {
  const text = await response.text();
  const said = reason(text) ?? `The service answered ${response.status} ${response.statusText}.`;
  const advice = {
    401: 'Enter the token that the service was started with (APP_TOKEN, unless configured otherwise), or one of its identity provider.',
    403: 'The token is known, but may not do this. Ask whoever runs the service.',
    404: 'The agency may have been renamed or removed since the page was loaded. Reload the page.',
    413: 'Attach smaller files, or raise quarkus.http.limits.max-body-size.',
    422: 'Mend the field that is named, in the message or under Settings.',
    429: `The service is busy. Try again in ${response.headers.get('Retry-After') ?? 'a few'} seconds.`,
  };
  return new Problem(said, advice[response.status] ?? 'The log of the service may say more.', response.status);
}

function reason(text) {
  try {
    const { detail, error, Error } = JSON.parse(text);
    if (Array.isArray(detail)) {
      return detail.map(({ loc, msg }) => `${loc.slice(1).join('.') || loc.join('.')}: ${msg}`).join('; ');
    }
    return detail ?? error ?? Error;
  } catch {
    return null;
  }
}
