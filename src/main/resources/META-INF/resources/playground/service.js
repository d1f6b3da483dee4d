// The service, by its public contract: what any other client may ask too.
import { Problem } from './problem.js';
import { refusal } from './refusals.js';
import { tab } from './storage.js';

const TOKEN = 'agency-swarm.token';

/** Where the page came from is where the service is. */
const base = new URL('.', document.baseURI);

let tried = null;

/** The token of this tab; it is forgotten with the tab. */
export const token = {
  /** Whether it can be sent at all: a header has no other characters. */
  fits: (value) => /^[\x20-\x7e]+$/.test(value),
  get: () => tried ?? [tab.get(TOKEN) ?? ''].filter(token.fits).join(''),
  /** Takes one that may be wrong. */
  try: (value) => {
    tried = value;
  },
  /** Keeps the one that was tried: the service takes it. */
  keep: () => {
    if (tried !== null) {
      tab.set(TOKEN, tried);
      tried = null;
    }
  },
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
export async function metadata(agency) {
  const graph = await json(`${encodeURIComponent(agency)}/get_metadata`);
  token.keep();
  return graph;
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
  const headers = new Headers({ ...options.headers, ...(token.get() && { Authorization: `Bearer ${token.get()}` }) });
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
