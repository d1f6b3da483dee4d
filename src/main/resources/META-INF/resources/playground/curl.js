// A request as a command for a shell, with variables in place of secrets.
import { newId } from './ids.js';
import { protocol } from './protocol.js';
import * as service from './service.js';
import { state } from './state.js';

/** The request of an exchange of the conversation at hand. */
export function curl(exchange) {
  const { conversation } = state;
  const { draft } = exchange;
  const marks = new Map((draft.secrets ?? []).map((secret) => [secret, `secret-${newId()}`]));
  const settings = structuredClone(draft.settings);
  marks.forEach((mark, { path }) => put(settings, path, mark));
  const body = JSON.stringify(protocol().bodyAgain(conversation, exchange, { ...draft, settings }), null, 2);
  const authorization = service.token.get() ? '  -H "Authorization: Bearer $APP_TOKEN" \\\n' : '';
  const url = service.streamUrl(conversation.agency).href.replaceAll("'", '%27');
  // From its input, because an argument may not be long. JSON has no line that is EOF alone.
  return `curl -N '${url}' \\\n${authorization}  -H 'Content-Type: application/json' \\\n  --data-binary @- ${here(body, marks)}\n`;
}

/** The shell leaves the text as it is; where there are secrets it puts them in, and nothing else. */
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
