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
  const { info, paths } = await jsonOf(new URL('openapi.json', base));
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
  const graph = await jsonOf(urlOf(agency, 'get_metadata'));
  token.keep();
  return graph;
}

/** Where a stream is asked for. */
export function streamUrl(agency) {
  return urlOf(agency, 'get_response_stream');
}

/** Begins a run and answers with its stream. */
export function stream(agency, body, signal) {
  return ask(streamUrl(agency), { ...post(body), signal });
}

/** Enters the stream of a run again, after the frame of this id; 204 where that was the last one. */
export function enter(agency, runId, after, signal) {
  return ask(urlOf(agency, 'runs', runId, 'stream'), { headers: { 'Last-Event-ID': after }, signal });
}

/** A run that the service keeps, as far as it is. */
export function run(agency, runId, signal) {
  return jsonOf(urlOf(agency, 'runs', runId), { signal });
}

/** Ends a run; answers when it has stopped. */
export function cancel(agency, runId, mode) {
  return jsonOf(urlOf(agency, 'cancel_response_stream'), post({ run_id: runId, cancel_mode: mode }));
}

/** Ends a run in the build for AG-UI, which cancels a live run that is deleted. */
export function endRun(agency, runId) {
  return ask(urlOf(agency, 'runs', runId), { method: 'DELETE' });
}

/** An address below an agency. */
export function urlOf(agency, ...path) {
  return new URL([agency, ...path].map(encodeURIComponent).join('/'), base);
}

export async function jsonOf(url, options = {}) {
  const response = await ask(url, options);
  return response.json();
}

export function post(body) {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** Asks the service with the token; fails with a problem where it refuses or does not answer. */
export async function ask(url, options) {
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
