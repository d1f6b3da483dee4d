// Requests to the service, by its public contract.
import { Problem } from './problem.js';
import { refusal } from './refusals.js';
import { tab } from './storage.js';

const TOKEN = 'agency-swarm.token';

/** The service is at the address of the page. */
const base = new URL('.', document.baseURI);

let tried = null;

/** The token of this tab, stored until the tab is closed. */
export const token = {
  /** Whether the token has only characters that a header allows. */
  fits: (value) => /^[\x20-\x7e]+$/.test(value),
  get: () => tried ?? [tab.get(TOKEN) ?? ''].filter(token.fits).join(''),
  /** Sets a token that is not confirmed yet. */
  try: (value) => {
    tried = value;
  },
  /** Stores the token after the service has accepted it. */
  keep: () => {
    if (tried !== null) {
      tab.set(TOKEN, tried);
      tried = null;
    }
  },
};

/** The agencies' names and their protocol, from the service's OpenAPI document. */
export async function discover() {
  const { info, paths } = await jsonOf(new URL('openapi.json', base));
  const served = Object.keys(paths);
  const agencies = served.map((path) => /\/([^/{]+)\/get_metadata$/.exec(path)?.[1]).filter(Boolean);
  return {
    title: info.title,
    agencies: agencies.map(decodeURIComponent),
    // In AG-UI a run is cancelled by closing its stream, so there is no cancel endpoint.
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

/** The address of the stream endpoint. */
export function streamUrl(agency) {
  return urlOf(agency, 'get_response_stream');
}

/** Starts a run and returns its stream. */
export function stream(agency, body, signal) {
  return ask(streamUrl(agency), { ...post(body), signal });
}

/** Resumes the stream of a run after the frame with this id; 204 if that was the last one. */
export function enter(agency, runId, after, signal) {
  return ask(urlOf(agency, 'runs', runId, 'stream'), { headers: { 'Last-Event-ID': after }, signal });
}

/** The current state of a stored run. */
export function run(agency, runId, signal) {
  return jsonOf(urlOf(agency, 'runs', runId), { signal });
}

/** Cancels a run. Resolves when it has stopped. */
export function cancel(agency, runId, mode) {
  return jsonOf(urlOf(agency, 'cancel_response_stream'), post({ run_id: runId, cancel_mode: mode }));
}

/** Ends a run in the AG-UI build, where deleting a live run cancels it. */
export function endRun(agency, runId) {
  return ask(urlOf(agency, 'runs', runId), { method: 'DELETE' });
}

/** The address of a path below an agency. */
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

/** Sends a request with the token. Fails with a problem if the service refuses it or does not answer. */
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
