// The agency as a picture, and as a list for screen readers.
import { Graph } from './graph.js';
import { progress } from './items.js';
import { html, nothing, ref } from './libraries.js';
import { agents, currentRun, exchanges, state } from './state.js';

const NOTHING = { active: new Set(), visited: new Set() };
let graph = null;

export function graphPanel() {
  if (!state.graph) {
    return nothing;
  }
  const way = wayOfLastAnswer();
  queueMicrotask(() => {
    graph?.show(state.graph, way);
  });
  const { agencyName, totalAgents, totalTools } = state.graph.metadata;
  return html`
    <div id="graph" role="img" tabindex="0" aria-label=${`${agencyName}: ${totalAgents} agents with ${totalTools} tools, listed below`}
      data-active=${[...way.active].join(' ')} data-visited=${[...way.visited].join(' ')} ${ref(mount)}></div>
    <div class="zoom" role="group" aria-label="The picture's size">
      <button type="button" class="small" aria-label="Smaller" @click=${() => graph.zoom(1 / 1.3)}>−</button>
      <button type="button" class="small" aria-label="Larger" @click=${() => graph.zoom(1.3)}>+</button>
      <button type="button" class="small" @click=${() => graph.fit(0)}>Show all</button>
    </div>
    <ul class="list agents">${agents().map((agent) => agentItem(agent, way))}</ul>
  `;
}

function mount(element) {
  graph = element ? new Graph(element) : null;
}

function wayOfLastAnswer() {
  const last = exchanges().at(-1)?.answer;
  if (!last) {
    return NOTHING;
  }
  return progress(state.graph, last.items, currentRun() ? (last.agent ?? state.graph.metadata.entryPoints[0]) : null);
}

function agentItem({ id, data }, { active, visited }) {
  const stateOf = (node) => (active.has(node) ? 'active' : visited.has(node) ? 'visited' : 'idle');
  const to = state.graph.edges.filter((edge) => edge.source === id && edge.type === 'communication').map((edge) => edge.target);
  const tools = state.graph.nodes.filter((node) => node.type === 'tool' && node.data.parentAgent === id);
  return html`
    <li data-state=${stateOf(id)} aria-current=${active.has(id)}>
      <p><b>${data.label}</b> <span class="quiet">${data.model}</span></p>
      ${data.description ? html`<p>${data.description}</p>` : nothing}
      ${to.length > 0 ? html`<p class="quiet">Talks to ${to.join(', ')}</p>` : nothing}
      ${tools.length > 0
        ? html`<ul class="chips" aria-label=${`Tools of ${data.label}`}>${tools.map((tool) => html`<li title=${tool.data.description} data-state=${stateOf(tool.id)}>${tool.data.label}</li>`)}</ul>`
        : nothing}
    </li>
  `;
}
