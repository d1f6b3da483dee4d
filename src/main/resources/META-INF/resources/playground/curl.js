// Writes a request as a shell command, with variables instead of secrets.
import { newId } from './ids.js';
import { protocol } from './protocol.js';
import * as service from './service.js';
import { state } from './state.js';

/** The request of an exchange of the current conversation. */
export function curl(exchange) {
  const { conversation } = state;
  const { draft } = exchange;
  const marks = new Map((draft.secrets ?? []).map((secret) => [secret, `secret-${newId()}`]));
  const settings = structuredClone(draft.settings);
  marks.forEach((mark, { path }) => put(settings, path, mark));
  const body = JSON.stringify(protocol().bodyAgain(conversation, exchange, { ...draft, settings }), null, 2);
  const authorization = service.token.get() ? '  -H "Authorization: Bearer $APP_TOKEN" \\\n' : '';
  const url = service.streamUrl(conversation.agency).href.replaceAll("'", '%27');
  // The body is standard input, because the length of an argument is limited. JSON has no line with only EOF.
  return `curl -N '${url}' \\\n${authorization}  -H 'Content-Type: application/json' \\\n  --data-binary @- ${here(body, marks)}\n`;
}

/** The shell does not change the text, except for the variables of secrets. */
function here(body, marks) {
  if (marks.size === 0) {
    return `<<'EOF'\n${body}\nEOF`;
  }
  let text = body.replace(/[\\$`]/g, '\\$&');
  marks.forEach((mark, { name }) => {
    text = text.replaceAll(mark, `$\{${name}}`);
  });
  return `<<EOF\n${text}\nEOF`;
}

function put(object, path, value) {
  const last = path.at(-1);
  const holder = path.slice(0, -1).reduce((inner, key) => inner[key], object);
  holder[last] = value;
}
