// Calls of tools that the model's provider runs: one item holds the call and what came of it. Whatever an item says is
// looked at before it is used, because files that are taken in may say anything.

/** The types of the items by the names that AG-UI has for the calls. */
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

/** The name by which the agency's metadata has the tool of a call. */
export function toolOf({ type, server_label: server }) {
  return type === 'mcp_call' ? server : type.replace(/_call$/, '');
}

/**
 * The item that a call in AG-UI's form stands for; null where it is a call of another tool.
 * @param {object} call
 * @param {?object} output its result, which has the bytes of a picture
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
    // Not all of it has come yet.
    return {};
  }
}

/** What a call did, as the words behind the agent's name. */
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

/** What was looked for; may be empty. */
export function queriesOf({ action, queries }) {
  const all = [action?.query, ...texts(action?.queries), ...texts(queries)].filter((query) => typeof query === 'string' && query);
  return [...new Set(all)];
}

/** The pages that a search has found or opened. */
export function pagesOf({ action }) {
  return distinct([action?.url, ...objects(action?.sources).map(({ url }) => url)].map((url) => link(url)));
}

/** The passages that a search of files has found. */
export function passagesOf({ results }) {
  return objects(results).map(({ filename, file_id: id, text: passage }) => ({ name: text(filename) || text(id), passage: text(passage) }));
}

/** What code printed. */
export function logsOf({ outputs }) {
  return objects(outputs)
    .map(({ logs }) => text(logs))
    .join('');
}

/** The pictures that code drew, which are at the provider. */
export function drawingsOf({ outputs }) {
  return distinct(objects(outputs).map(({ url }) => link(url, 'A picture of the code')));
}

/** A picture's address, made of its bytes; null where they are not here. */
export function pictureOf({ result, output_format: format }) {
  return typeof result === 'string' && result ? `data:image/${PICTURES.includes(format) ? format : 'png'};base64,${result}` : null;
}

/** What a message cites: pages with their addresses, and files. */
export function citationsOf({ content }) {
  const annotations = objects(content).flatMap((part) => objects(part.annotations));
  return distinct(annotations.map(({ url, title, filename, file_id: id }) => (url ? link(url, text(title)) : { name: text(filename) || text(id) })));
}

/** A page of the web; nothing else is linked to. */
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
