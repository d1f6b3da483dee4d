// Calls of hosted tools: one item holds the call and its result. The fields of items are checked before use, because
// imported files may contain anything.

/** The item types by AG-UI's names of the calls. */
const TYPES = {
  WebSearchTool: 'web_search_call',
  FileSearchTool: 'file_search_call',
  CodeInterpreterTool: 'code_interpreter_call',
  ImageGenerationTool: 'image_generation_call',
  HostedMCPTool: 'mcp_call',
};

const PICTURES = ['png', 'jpeg', 'webp'];

export function isHosted({ type }) {
  return Object.values(TYPES).includes(type);
}

/** The name of a call's tool in the agency's metadata. */
export function toolOf({ type, server_label: server }) {
  return type === 'mcp_call' ? server : type.replace(/_call$/, '');
}

/**
 * Converts a call in AG-UI's form to an item; null if it is not a call of a hosted tool.
 * @param {object} call
 * @param {?object} output its result, which may hold the bytes of an image
 */
export function hostedOf({ name, arguments: given, ...call }, output) {
  if (!Object.hasOwn(TYPES, name)) {
    return null;
  }
  const picture = objects(output?.output).find(({ type, source }) => type === 'image' && source?.type === 'data');
  return { ...argumentsOf(given), ...call, type: TYPES[name], ...(picture && { result: picture.source.value }) };
}

function argumentsOf(given) {
  try {
    const known = JSON.parse(given);
    return known !== null && typeof known === 'object' ? known : {};
  } catch {
    // The result is not complete yet.
    return {};
  }
}

/** Describes a call, to show after the agent's name. */
export function deedOf({ type, action, name, server_label: server }) {
  switch (type) {
    case 'web_search_call':
      return action?.type === 'open_page' ? 'opens a page' : 'searches the web';
    case 'file_search_call':
      return 'searches files';
    case 'code_interpreter_call':
      return 'runs code';
    case 'image_generation_call':
      return 'makes a picture';
    default:
      return `calls ${text(name)} of ${text(server)}`;
  }
}

/** The search queries; may be empty. */
export function queriesOf({ action, queries }) {
  const all = [action?.query, ...texts(action?.queries), ...texts(queries)].filter((query) => typeof query === 'string' && query);
  return [...new Set(all)];
}

/** The pages that a search found or opened. */
export function pagesOf({ action }) {
  return distinct([action?.url, ...objects(action?.sources).map(({ url }) => url)].map((url) => link(url)));
}

/** The passages that a file search found. */
export function passagesOf({ results }) {
  return objects(results).map(({ filename, file_id: id, text: passage }) => ({ name: text(filename) || text(id), passage: text(passage) }));
}

/** The output of code. */
export function logsOf({ outputs }) {
  return objects(outputs)
    .map(({ logs }) => text(logs))
    .join('');
}

/** The images that code created, which are stored at the provider. */
export function drawingsOf({ outputs }) {
  return distinct(objects(outputs).map(({ url }) => link(url, 'A picture of the code')));
}

/** A data URL with an image's bytes; null if they are missing. */
export function pictureOf({ result, output_format: format }) {
  return typeof result === 'string' && result ? `data:image/${PICTURES.includes(format) ? format : 'png'};base64,${result}` : null;
}

/** The citations of a message: pages with their addresses, and files. */
export function citationsOf({ content }) {
  const annotations = objects(content).flatMap((part) => objects(part.annotations));
  return distinct(annotations.map(({ url, title, filename, file_id: id }) => (url ? link(url, text(title)) : { name: text(filename) || text(id) })));
}

/** A link to an http or https page; other links are not allowed. */
function link(url, name) {
  return typeof url === 'string' && /^https?:\/\//i.test(url) ? { url, name: name || url } : null;
}

function distinct(found) {
  return [...new Map(found.filter((one) => one?.name).map((one) => [one.url ?? one.name, one])).values()];
}

function objects(list) {
  return Array.isArray(list) ? list.filter((one) => one !== null && typeof one === 'object') : [];
}

function texts(list) {
  return Array.isArray(list) ? list : [];
}

function text(value) {
  return typeof value === 'string' ? value : '';
}
