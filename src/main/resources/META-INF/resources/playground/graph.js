// Draws an agency with Cytoscape: agents, tools and flows.
import { placesOf, widthOf } from './graph-layout.js';
import { cytoscape } from './libraries.js';

const PADDING = 16;
/**
 * The minimum zoom: tools' labels have 12 pixels, and less than 9 are not readable. Users drag the picture to see the
 * rest.
 */
const LEAST_ZOOM = 0.75;
const MOST_ZOOM = 1.2;
/** The height of the picture depends on its agency, within limits. */
const HEIGHTS = [200, 440];

/** The picture of one agency in an element of the page. */
export class Graph {
  #cy = null;
  #element;
  #shown = null;
  #followed = '';

  constructor(element) {
    this.#element = element;
    new ResizeObserver(() => this.fit()).observe(element);
  }

  /** Draws an agency's graph, as returned by `get_metadata`. */
  show(graph) {
    if (graph === this.#shown) {
      return;
    }
    this.#shown = graph;
    this.#cy?.destroy();
    const places = placesOf(graph);
    this.#cy = cytoscape({
      container: this.#element,
      elements: elementsOf(graph, places),
      style: style(this.#element),
      layout: { name: 'preset', positions: (node) => places.get(node.id()) ?? { x: 0, y: 0 } },
      maxZoom: 3,
      userZoomingEnabled: false,
      boxSelectionEnabled: false,
      autoungrabify: true,
    });
    this.fit();
  }

  /** Highlights the active nodes of a run, and marks those that it has visited. */
  light({ active, visited }) {
    this.#cy?.batch(() => {
      this.#cy.elements().forEach((element) => {
        element.toggleClass('active', active.has(element.id()));
        element.toggleClass('visited', visited.has(element.id()));
      });
    });
    this.#follow();
  }

  /** Zooms around the center. */
  zoom(factor) {
    const middle = { x: this.#element.clientWidth / 2, y: this.#element.clientHeight / 2 };
    this.#cy?.zoom({ level: this.#cy.zoom() * factor, renderedPosition: middle });
    this.#element.dataset.zoom = this.#cy?.zoom().toFixed(2);
  }

  /** Fits the picture to the panel if it stays readable, else shows the entry points. */
  fit(least = LEAST_ZOOM) {
    const cy = this.#cy;
    if (!cy) {
      return;
    }
    const { x1, y1, x2, y2 } = cy.elements().boundingBox();
    const { clientWidth: width } = this.#element;
    const wide = Math.min(MOST_ZOOM, Math.max((width - 2 * PADDING) / (x2 - x1), least));
    const height = Math.min(HEIGHTS[1], Math.max(HEIGHTS[0], (y2 - y1) * wide + 2 * PADDING));
    this.#element.style.height = `${Math.round(height)}px`;
    cy.resize();
    const zoom = Math.min(wide, Math.max((height - 2 * PADDING) / (y2 - y1), least));
    // If the picture is too high, its top with the entry points is shown.
    const top = Math.max(PADDING, (height - (y2 - y1) * zoom) / 2);
    cy.viewport({ zoom, pan: { x: width / 2 - ((x1 + x2) / 2) * zoom, y: top - y1 * zoom } });
    this.#element.dataset.zoom = zoom.toFixed(2);
  }

  /** Keeps the active nodes visible. */
  #follow() {
    const active = this.#cy?.$('node.active');
    if (active?.length > 0 && active.map((node) => node.id()).join() !== this.#followed) {
      this.#followed = active.map((node) => node.id()).join();
      const { x1, y1, x2, y2 } = this.#cy.extent();
      const box = active.boundingBox();
      if (box.x1 < x1 || box.y1 < y1 || box.x2 > x2 || box.y2 > y2) {
        this.#cy.center(active);
      }
    }
  }

  /** Applies the colours of the page. */
  recolour() {
    this.#cy?.style(style(this.#element));
  }
}

function elementsOf({ nodes, edges }, places) {
  return [
    ...nodes.map(({ id, type, data }) => ({ data: { id, label: data.label }, classes: data.isEntryPoint ? `${type} entry` : type })),
    ...edges.map(({ id, source, target, type }) => ({ data: { id, source, target }, classes: `${type} ${places.get(target)?.side ?? ''}` })),
  ];
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
        width: (node) => widthOf('agent', node.data('label')),
        height: 40,
        'transition-property': 'background-color, border-color, border-width',
        'transition-duration': 200,
      },
    },
    { selector: 'node.entry', style: { 'border-width': 3 } },
    { selector: 'node.tool', style: { shape: 'cut-rectangle', 'font-size': 12, width: (node) => widthOf('tool', node.data('label')), height: 30, color: colour('--quiet'), 'border-style': 'dashed' } },
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
    { selector: 'edge.owns', style: { 'line-style': 'dashed', 'target-arrow-shape': 'none', 'source-endpoint': '0 50%' } },
    // To the inner side, so that no edge crosses another tool.
    { selector: 'edge.owns.left', style: { 'target-endpoint': '50% 0' } },
    { selector: 'edge.owns.right', style: { 'target-endpoint': '-50% 0' } },
    { selector: 'node.visited', style: { 'border-color': colour('--accent') } },
    { selector: 'edge.visited', style: { 'line-color': colour('--accent'), 'target-arrow-color': colour('--accent') } },
    { selector: 'node.active', style: { 'background-color': colour('--accent'), 'border-color': colour('--accent'), color: colour('--on-accent'), 'border-width': 4 } },
    { selector: 'edge.active', style: { width: 4, 'line-color': colour('--accent'), 'target-arrow-color': colour('--accent') } },
  ];
}
