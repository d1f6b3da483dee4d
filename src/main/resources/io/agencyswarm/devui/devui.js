// The page "Agencies" of the Dev UI: asks for the state once a second while it is visible, and draws it.
import { html, nothing, render } from './lit-html/lit-html.js';
import { repeat } from './lit-html/directives/repeat.js';

const PAUSE_MILLIS = 1000;
// The same key as the playground's, so that a tab asks for the token once.
const TOKEN = 'agency-swarm.token';
const page = document.getElementById('page');

let state = null;
let failure = null;
let timer = 0;

// Quarkus's Dev UI keeps the choice of its theme switch under this name: 0 the system's, 1 light, 2 dark.
const THEME = 'qwc-theme-switch-theme-preference';
const THEMES = { 1: 'light', 2: 'dark' };

function followTheme() {
  document.documentElement.className = THEMES[localStorage.getItem(THEME)] ?? '';
}

async function refresh() {
  clearTimeout(timer);
  if (document.visibilityState !== 'visible') {
    return;
  }
  try {
    const token = sessionStorage.getItem(TOKEN);
    const answer = await fetch('state', { headers: token ? { Authorization: `Bearer ${token}` } : {} });
    failure = answer.ok ? null : answer.status === 401 ? 'token' : `The application answers ${answer.status}; its console says why.`;
    state = answer.ok ? await answer.json() : state;
  } catch {
    failure = 'The application does not answer.';
  }
  render(view(), page);
  // Asks once for a token that was refused, not once a second.
  timer = failure === 'token' ? 0 : setTimeout(refresh, PAUSE_MILLIS);
}

function view() {
  return html`
    <header>
      <h1>Agencies</h1>
      ${state ? links(state.links) : nothing}
    </header>
    ${failure === 'token' ? tokenForm() : failure ? html`<p class="banner" role="alert">${failure}</p>` : nothing}
    ${state ? [runs(state), storedRuns(state.store), servers(state.mcpServers), html`<h2>Agencies</h2>`, state.agencies.map(agency)] : nothing}`;
}

function links({ playground, docs, openApi, metrics, managementPort }) {
  const metricsHost = managementPort ? `${location.protocol}//${location.hostname}:${managementPort}` : '';
  return html`
    <nav aria-label="More of this application">
      ${playground ? html`${link(playground, 'Playground')} · ` : nothing}${link(docs, 'Swagger UI')} · ${link(openApi, 'OpenAPI document')} ·
      ${metrics
        ? link(metricsHost + metrics, 'Metrics')
        : html`<span class="soft">no metrics: the application has no Prometheus registry</span>`}
    </nav>`;
}

// Links open outside the Dev UI's frame.
function link(address, text) {
  return html`<a href=${address} target="_blank" rel="noreferrer">${text}</a>`;
}

function tokenForm() {
  const submit = event => {
    event.preventDefault();
    const token = event.target.elements.token.value.trim();
    // A header allows no other characters; the browser would not send the request.
    if (/^[\x20-\x7e]+$/.test(token)) {
      sessionStorage.setItem(TOKEN, token);
      refresh();
    } else {
      event.target.elements.token.setCustomValidity('A token has only ASCII characters: copy it again.');
      event.target.elements.token.reportValidity();
    }
  };
  return html`
    <form class="banner" @submit=${submit}>
      <label>This service has a token (<code>APP_TOKEN</code>). Enter it to see its runs:
        <input name="token" type="password" autocomplete="off" required @input=${event => event.target.setCustomValidity('')}></label>
      <button>Show</button>
      ${sessionStorage.getItem(TOKEN) ? html`<span class="error" role="alert">That token was refused.</span>` : nothing}
    </form>`;
}

function runs({ runs, started }) {
  const open = runs.filter(({ run }) => run.state === 'open');
  const ended = runs.filter(({ run }) => run.state !== 'open');
  return html`
    <p class="soft" role="status">${count(open.length, 'open run')}, ${count(ended.length, 'ended one')}
      since the application was loaded at ${time(started)}${ended.length === 50 ? ' (older ones are forgotten)' : ''}.</p>
    <h2>Open runs</h2>
    ${open.length ? repeat(open, run => run.number, run => runDetails(run)) : html`<p class="soft">None.</p>`}
    <h2>Last runs</h2>
    ${ended.length
      ? repeat(ended, run => run.number, run => runDetails(run))
      : html`<p class="soft">None yet. Ask an agency to see its run here.</p>`}`;
}

// The runs in the store, which may outlive their connection and a restart.
function storedRuns({ runs, bytes, error }) {
  const byStatus = Object.entries(Object.groupBy(runs, run => run.status)).map(([status, those]) => `${those.length} ${status}`);
  return html`
    <h2>Stored runs</h2>
    <p class="soft">${byStatus.join(', ') || 'None'}. The frames of all runs take ${size(bytes)}.</p>
    ${error ? html`<p class="error">${error}</p>` : nothing}
    ${runs.length ? html`
      <div class="scroll" tabindex="0" role="region" aria-label="Stored runs">
        <table>
          <caption>The newest stored runs</caption>
          <thead><tr>
            <th scope="col">Agency</th><th scope="col">Status</th><th scope="col">Began</th>
            <th scope="col" class="number">Lease</th>
            <th scope="col" class="number">Frames</th><th scope="col" class="number">Bytes</th>
          </tr></thead>
          <tbody>${runs.map(run => html`<tr>
            <th scope="row">${run.agency}</th><td>${badge(run.status)}</td><td>${time(run.created)}</td>
            <td class="number">${run.leaseMillis === undefined ? '–' : run.leaseMillis < 0 ? 'expired' : duration(run.leaseMillis)}</td>
            <td class="number">${run.frames}</td><td class="number">${size(run.bytes)}</td></tr>`)}</tbody>
        </table>
      </div>` : nothing}`;
}

function runDetails({ number, run }) {
  const open = run.state === 'open';
  return html`
    <details>
      <summary>
        <span>#${number}</span>
        <span>${time(run.times.began)}</span>
        <span><b>${run.name.target}</b> › ${run.name.agent}</span>
        ${badge(run.state)}
        <span class="number">${duration(run.times.millis)}</span>
        ${open
          ? html`<span>now: ${current(run)}</span>`
          : html`<span>${count(turns(run), 'turn')}</span>
            <span>${run.used.inputTokens + run.used.outputTokens} tokens</span>
            <span>${cost(run.used.cost)}</span>`}
        ${run.error ? html`<span class="error">${run.error.code}</span>` : nothing}
      </summary>
      ${run.error ? html`<p class="error">${run.error.message}</p>` : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${`Steps of run ${number}`}>
        <table>
          <caption>Steps of run ${number}</caption>
          <thead><tr>
            <th scope="col">Step</th><th scope="col">State</th>
            <th scope="col" class="number">After</th><th scope="col" class="number">Took</th>
            <th scope="col" class="number">First delta</th>
            <th scope="col" class="number">Tokens in</th><th scope="col" class="number">out</th>
            <th scope="col" class="number">Cost</th>
          </tr></thead>
          <tbody>${run.steps.map(step => stepRows(step, run, 0))}</tbody>
        </table>
      </div>
    </details>`;
}

function stepRows(step, run, depth) {
  const asked = step.name.kind === 'model' && step.used?.requests;
  return html`
    <tr>
      <th scope="row"><span class="indent" aria-hidden="true">${'    '.repeat(depth)}</span>${label(step.name)}
        ${step.error ? html`<div class="error">${step.error.code}${
          step.error.message === run.error?.message ? '' : `: ${step.error.message}`}</div>` : nothing}</th>
      <td>${badge(step.state)}</td>
      <td class="number">${duration(step.times.began - run.times.began)}</td>
      <td class="number">${duration(step.times.millis)}</td>
      <td class="number">${step.times.firstMillis === undefined ? '' : duration(step.times.firstMillis)}</td>
      <td class="number">${asked ? step.used.inputTokens : ''}</td>
      <td class="number">${asked ? step.used.outputTokens : ''}</td>
      <td class="number">${asked ? cost(step.used.cost) : ''}</td>
    </tr>
    ${step.steps.map(inner => stepRows(inner, run, depth + 1))}`;
}

// Each model request is a turn, answered or not.
function turns(step) {
  return step.steps.reduce((sum, inner) => sum + turns(inner), step.name.kind === 'model' ? 1 : 0);
}

function label({ kind, agent, target }) {
  switch (kind) {
    case 'model': return html`${agent} asks the model <code>${target}</code>`;
    case 'tool': return html`${agent} uses <code>${target}</code>`;
    case 'delegation': return html`${agent} asks ${target}`;
    default: return html`${target} › ${agent}`;
  }
}

// The innermost open steps: what the run waits for.
function current(step) {
  const open = step.steps.filter(inner => inner.state === 'open');
  if (open.length === 0) {
    return step.name.kind === 'run' ? 'between two steps' : label(step.name);
  }
  return open.map((inner, index) => html`${index ? ', ' : ''}${current(inner)}`);
}

function agency({ name, path, agents }) {
  return html`
    <section class="agency" aria-label=${`Agency ${name}`}>
      <h3>${name} <code class="soft">/${path}/</code></h3>
      <div class="scroll" tabindex="0" role="region" aria-label=${`Agents of ${name}`}>
        <table>
          <caption>Agents of ${name}</caption>
          <thead><tr>
            <th scope="col">Agent</th><th scope="col">Model</th><th scope="col">Answered by</th>
            <th scope="col">Tools</th><th scope="col">May ask</th><th scope="col">May hand over to</th>
          </tr></thead>
          <tbody>${agents.map(agentRow)}</tbody>
        </table>
      </div>
    </section>`;
}

function servers(found) {
  if (found.length === 0) {
    return nothing;
  }
  return html`
    <h2>MCP servers</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="MCP servers">
      <table>
        <caption>MCP servers, as they were found at their last use</caption>
        <thead><tr>
          <th scope="col">Name</th><th scope="col">Address or program</th><th scope="col">State</th><th scope="col">Tools</th>
        </tr></thead>
        <tbody>${found.map(serverRow)}</tbody>
      </table>
    </div>`;
}

function serverRow({ name, place, state, tools, reason }) {
  return html`
    <tr>
      <th scope="row">${name}</th>
      <td><code>${place}</code></td>
      <td>${state === 'UP' ? 'available' : state === 'DOWN' ? html`not available: ${reason}` : 'not used yet'}</td>
      <td>${tools.map((tool, index) => html`${index ? ', ' : ''}<code>${tool}</code>`)}</td>
    </tr>`;
}

function agentRow({ name, description, entryPoint, model, tools, mcpServers, asks, handsTo }) {
  return html`
    <tr>
      <th scope="row">${name}${entryPoint ? html` <span class="soft">(entry point)</span>` : nothing}
        ${description ? html`<div class="soft">${description}</div>` : nothing}</th>
      <td><code>${model.name}</code>${model.byDefault ? html` <span class="soft">(default)</span>` : nothing}</td>
      <td>${model.standIn ? html`the offline model stands in` : html`<code>${model.client}</code>`}</td>
      <td>${tools.map((tool, index) => html`${index ? ', ' : ''}<code>${tool}</code>`)}
        ${mcpServers.length > 0 ? html`<div class="soft">and those of the MCP servers ${mcpServers.join(', ')}</div>` : nothing}</td>
      <td>${asks.join(', ')}</td>
      <td>${handsTo.join(', ')}</td>
    </tr>`;
}

function badge(name) {
  return html`<span class=${`state ${name}`}>${name}</span>`;
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function time(millis) {
  return new Date(millis).toLocaleTimeString();
}

function duration(millis) {
  return millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function cost(dollars) {
  return dollars === 0 ? '–' : `$${dollars.toFixed(5)}`;
}

followTheme();
addEventListener('storage', followTheme);
document.addEventListener('visibilitychange', refresh);
refresh();
