// The layout of an agency's graph: agents in rows by their distance from the entry points, and below each agent its
// tools in columns, so that the picture is about as wide as the panel and its labels are readable.

const GAP = 26;
const TOOL_HEIGHT = 30;
const AGENT_HEIGHT = 40;
const ROW_WIDTH = 460;
const LETTER = { agent: 8, tool: 7.2 };

/** The width of a node for its label. */
function widthOf(type, label) {
  return Math.min(190, label.length * LETTER[type] + 26);
}

/**
 * The center and the size of each node by its id, and for tools the side of their agent.
 * @param {object} graph as returned by `get_metadata`
 */
export function placesOf(graph) {
  const places = new Map();
  let top = 0;
  for (const row of levelsOf(graph).flatMap((agents) => wrapped(agents.map((agent) => block(agent, graph))))) {
    const width = row.reduce((sum, one) => sum + one.width, GAP * (row.length - 1));
    let left = -width / 2;
    for (const one of row) {
      place(one, left + one.width / 2, top, places);
      left += one.width + GAP;
    }
    top += Math.max(...row.map(({ height }) => height)) + GAP * 1.6;
  }
  return places;
}

/** The agents by their distance from the entry points; unreachable agents come last. */
function levelsOf({ nodes, edges, metadata }) {
  const agents = new Map(nodes.filter(({ type }) => type === 'agent').map((agent) => [agent.id, agent]));
  const levels = [];
  let level = metadata.entryPoints.filter((id) => agents.has(id));
  while (agents.size > 0) {
    const found = level.length > 0 ? level : [...agents.keys()];
    levels.push(found.map((id) => agents.get(id)));
    found.forEach((id) => agents.delete(id));
    const next = edges.filter(({ source, target, type }) => type === 'communication' && found.includes(source) && agents.has(target));
    level = [...new Set(next.map(({ target }) => target))];
  }
  return levels;
}

/** An agent with its tools in two columns, with space between them for the edges to the agents below. */
function block(agent, { nodes, edges }) {
  const tools = nodes.filter(({ type, data }) => type === 'tool' && data.parentAgent === agent.id);
  const column = Math.max(0, ...tools.map(({ data }) => widthOf('tool', data.label)));
  const rows = Math.ceil(tools.length / 2);
  const alone = tools.length === 1 && !edges.some(({ source, type }) => source === agent.id && type === 'communication');
  return {
    agent,
    tools,
    alone,
    column,
    width: Math.max(widthOf('agent', agent.data.label), alone ? column : tools.length > 0 ? 2 * column + GAP : 0),
    height: AGENT_HEIGHT + (rows > 0 ? GAP / 2 + rows * (TOOL_HEIGHT + 6) : 0),
  };
}

function wrapped(blocks) {
  const rows = [];
  let width = Infinity;
  for (const one of blocks) {
    if (width + GAP + one.width > ROW_WIDTH) {
      rows.push([]);
      width = -GAP;
    }
    rows.at(-1).push(one);
    width += GAP + one.width;
  }
  return rows;
}

function place({ agent, tools, alone, column }, x, top, places) {
  places.set(agent.id, { x, y: top + AGENT_HEIGHT / 2, width: widthOf('agent', agent.data.label), height: AGENT_HEIGHT });
  tools.forEach(({ id, data }, index) => {
    const side = alone ? 'middle' : index % 2 === 0 ? 'left' : 'right';
    const row = Math.floor(index / 2);
    places.set(id, {
      side,
      x: x + { left: -1, middle: 0, right: 1 }[side] * (column + GAP) * 0.5,
      y: top + AGENT_HEIGHT + GAP / 2 + row * (TOOL_HEIGHT + 6) + TOOL_HEIGHT / 2,
      width: widthOf('tool', data.label),
      height: TOOL_HEIGHT,
    });
  });
}
