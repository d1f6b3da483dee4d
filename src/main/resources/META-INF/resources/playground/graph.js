// Draws an agency as SVG: agents, tools and flows, at the places of graph-layout.js.
import { placesOf } from './graph-layout.js';
import { html, nothing, render, svg } from './libraries.js';

const PADDING = 16;
/** The minimum zoom: tools' labels have 12 pixels, and less than 9 are not readable. Users scroll to see the rest. */
const MIN_ZOOM = 0.75;
const MAX_ZOOM = 1.2;
/** The height of the picture depends on its agency, within limits. */
const HEIGHTS = [200, 440];
/** The distance of a line from the direct way, between two agents that may ask each other. */
const APART = 6;
const ARROW = 9;

/** The picture of one agency in an element of the page, which scrolls if the picture is larger. */
export class Graph {
  #element;
  #graph = null;
  #places;
  #box;
  #zoom = 1;
  #way;
  #followed = '';

  constructor(element) {
    this.#element = element;
    new ResizeObserver(() => this.fit()).observe(element);
  }

  /**
   * Draws an agency's graph, as returned by `get_metadata`. Highlights the active nodes of a run and those that it has
   * visited.
   */
  show(graph, way) {
    this.#way = way;
    if (graph !== this.#graph) {
      this.#graph = graph;
      this.#places = placesOf(graph);
      this.#box = boxOf(graph, this.#places);
      this.fit();
    } else {
      this.#draw();
    }
    this.#follow();
  }

  /** Changes the zoom. The center of the picture stays where it is. */
  zoom(factor) {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.#element;
    this.#setZoom(this.#zoom * factor);
    this.#element.scrollTo((scrollLeft + clientWidth / 2) * factor - clientWidth / 2, (scrollTop + clientHeight / 2) * factor - clientHeight / 2);
  }

  /** Fits the picture to the panel if it stays readable, else shows its top with the entry points. */
  fit(least = MIN_ZOOM) {
    if (!this.#graph) {
      return;
    }
    const { width, height } = this.#box;
    const wide = Math.min(MAX_ZOOM, Math.max(this.#element.clientWidth / width, least));
    const high = Math.min(HEIGHTS[1], Math.max(HEIGHTS[0], height * wide));
    this.#element.style.height = `${Math.round(high)}px`;
    this.#setZoom(Math.min(wide, Math.max(high / height, least)));
    this.#element.scrollTo((width * this.#zoom - this.#element.clientWidth) / 2, 0);
  }

  #setZoom(zoom) {
    this.#zoom = zoom;
    this.#element.dataset.zoom = zoom.toFixed(2);
    this.#draw();
  }

  /** Keeps the active agent visible. */
  #follow() {
    const active = [...this.#way.active].filter((id) => this.#places.has(id));
    if (active.length > 0 && active.join() !== this.#followed) {
      this.#followed = active.join();
      this.#element.querySelector('.node.active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  #draw() {
    const { nodes, edges } = this.#graph;
    const { x, y, width, height } = this.#box;
    const classes = (kind, id) => `${kind} ${this.#way.visited.has(id) ? 'visited' : ''} ${this.#way.active.has(id) ? 'active' : ''}`;
    render(
      html`<svg width=${width * this.#zoom} height=${height * this.#zoom} viewBox=${`${x} ${y} ${width} ${height}`}>
        ${edges.map((edge) => svg`<g class=${classes(`edge ${edge.type}`, edge.id)}>${line(edge, this.#places, edges)}</g>`)}
        ${nodes.map(({ id, type, data }) => node(data, this.#places.get(id), classes(`node ${type} ${data.isEntryPoint ? 'entry' : ''}`, id)))}
      </svg>`,
      this.#element,
    );
  }
}

/** The borders of the picture, with padding. */
function boxOf({ nodes }, places) {
  const all = nodes.map(({ id }) => places.get(id));
  const left = Math.min(...all.map((place) => place.x - place.width / 2)) - PADDING;
  const right = Math.max(...all.map((place) => place.x + place.width / 2)) + PADDING;
  const bottom = Math.max(...all.map((place) => place.y + place.height / 2)) + PADDING;
  return { x: left, y: -PADDING, width: right - left, height: bottom + PADDING };
}

/** The label is HTML, because text of SVG can't have an ellipsis. */
function node({ label }, { x, y, width, height }, classes) {
  return svg`
    <foreignObject x=${x - width / 2} y=${y - height / 2} width=${width} height=${height}>
      ${html`<div class=${classes} title=${label}>${label}</div>`}
    </foreignObject>
  `;
}

function line({ source, target, type }, places, edges) {
  const from = places.get(source);
  const to = places.get(target);
  if (!from || !to) {
    return nothing;
  }
  if (type === 'owns') {
    // Ends at the inner side of a tool, so that no line crosses another tool.
    const [x, y] = { left: [to.x + to.width / 2, to.y], middle: [to.x, to.y - to.height / 2], right: [to.x - to.width / 2, to.y] }[to.side];
    return svg`<line x1=${from.x} y1=${from.y + from.height / 2} x2=${x} y2=${y} />`;
  }
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const apart = edges.some((other) => other.source === target && other.target === source) ? APART : 0;
  const start = border(from, dx, dy);
  const end = border(to, -dx, -dy);
  const [aside, down] = [-dy * apart, dx * apart];
  const tip = [end.x + aside, end.y + down];
  return svg`
    <line x1=${start.x + aside} y1=${start.y + down} x2=${tip[0] - dx * ARROW} y2=${tip[1] - dy * ARROW} />
    <polygon points=${`${tip} ${corner(tip, dx, dy, 1)} ${corner(tip, dx, dy, -1)}`} />
  `;
}

/** The point where a line from the center of a node, in a direction, crosses the border of the node. */
function border({ x, y, width, height }, dx, dy) {
  const way = Math.min(dx === 0 ? Infinity : width / 2 / Math.abs(dx), dy === 0 ? Infinity : height / 2 / Math.abs(dy));
  return { x: x + dx * way, y: y + dy * way };
}

/** One of the two back corners of an arrowhead. */
function corner([x, y], dx, dy, side) {
  return [x - dx * ARROW - dy * ARROW * 0.5 * side, y - dy * ARROW + dx * ARROW * 0.5 * side];
}
