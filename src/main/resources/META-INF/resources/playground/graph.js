// An agency as a picture: agents, their tools, and who may talk to whom. Drawn by Cytoscape.
import { cytoscape } from './libraries.js';

const PADDING = 24;

/** The picture in an element of the page. One agency at a time. */
export class Graph {
  #cy = null;
  #element;
  #shown = null;

  constructor(element) {
    this.#element = element;
    new ResizeObserver(() => this.#fit()).observe(element);
  }

  /** Draws an agency's graph, as `get_metadata` tells it. */
  show(graph) {
    if (graph === this.#shown) {
      return;
    }
    this.#shown = graph;
    this.#cy?.destroy();
    this.#cy = cytoscape({
      container: this.#element,
      elements: elementsOf(graph),
      style: style(this.#element),
      layout: {
        name: 'breadthfirst',
        directed: true,
        roots: graph.metadata.entryPoints,
        padding: PADDING,
        spacingFactor: 1.1,
        animate: false,
      },
      maxZoom: 1.2,
      userZoomingEnabled: false,
      boxSelectionEnabled: false,
      autoungrabify: true,
    });
    this.#fit();
  }

  /** Lights up where a run is, and leaves a trace of where it has been. */
  light({ active, visited }) {
    this.#cy?.batch(() => {
      this.#cy.elements().forEach((element) => {
        element.toggleClass('active', active.has(element.id()));
        element.toggleClass('visited', visited.has(element.id()));
      });
    });
  }

  /** Takes over the colours of the page. */
  recolour() {
    this.#cy?.style(style(this.#element));
  }

  #fit() {
    this.#cy?.resize();
    this.#cy?.fit(undefined, PADDING);
  }
}

function elementsOf({ nodes, edges }) {
  return [
    ...nodes.map(({ id, type, data }) => ({ data: { id, label: data.label }, classes: data.isEntryPoint ? `${type} entry` : type })),
    ...edges.map(({ id, source, target, type }) => ({ data: { id, source, target }, classes: type })),
  ];
}

function widthOf(label, letter) {
  return Math.min(190, label.length * letter + 28);
}

function style(element) {
  const colour = (name) => getComputedStyle(element).getPropertyValue(name).trim();
  return [
    {
      selector: 'node',
      style: {
        label: 'data(label)',
        'font-family': 'system-ui, sans-serif',
        'font-size': 13,
        'text-valign': 'center',
        'text-wrap': 'ellipsis',
        'text-max-width': 170,
        color: colour('--text'),
        'background-color': colour('--raised'),
        'border-color': colour('--line-strong'),
        'border-width': 1.5,
        shape: 'round-rectangle',
        width: (node) => widthOf(node.data('label'), 8),
        height: 40,
        'transition-property': 'background-color, border-color, border-width',
        'transition-duration': 200,
      },
    },
    { selector: 'node.entry', style: { 'border-width': 3 } },
    { selector: 'node.tool', style: { shape: 'cut-rectangle', 'font-size': 11, width: (node) => widthOf(node.data('label'), 7), height: 28, color: colour('--quiet'), 'border-style': 'dashed' } },
    {
      selector: 'edge',
      style: {
        width: 1.5,
        'line-color': colour('--line-strong'),
        'target-arrow-color': colour('--line-strong'),
        'target-arrow-shape': 'triangle',
        'curve-style': 'bezier',
      },
    },
    { selector: 'edge.owns', style: { 'line-style': 'dashed', 'target-arrow-shape': 'none' } },
    { selector: 'node.visited', style: { 'border-color': colour('--accent') } },
    { selector: 'edge.visited', style: { 'line-color': colour('--accent'), 'target-arrow-color': colour('--accent') } },
    { selector: 'node.active', style: { 'background-color': colour('--accent'), 'border-color': colour('--accent'), color: colour('--on-accent'), 'border-width': 4 } },
    { selector: 'edge.active', style: { width: 4, 'line-color': colour('--accent'), 'target-arrow-color': colour('--accent') } },
  ];
}
