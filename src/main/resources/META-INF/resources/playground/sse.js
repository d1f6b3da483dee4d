// Reads server-sent events from the body of a response.
import { Problem } from './problem.js';

/**
 * The frames of a stream, each as soon as it is complete.
 * @param {ReadableStream<Uint8Array>} body
 * @yields {{event: ?string, data: string, id: ?string}} with the name of the event and its id; null if it has none
 */
export async function* frames(body) {
  let event = null;
  let id = null;
  let data = [];
  for await (const line of lines(body)) {
    if (line === '') {
      if (data.length > 0) {
        yield { event, data: data.join('\n'), id };
      }
      event = null;
      id = null;
      data = [];
    } else if (line.startsWith('event:')) {
      event = value(line, 6);
    } else if (line.startsWith('data:')) {
      data.push(value(line, 5));
    } else if (line.startsWith('id:')) {
      id = value(line, 3);
    }
    // Comments only keep the connection alive. The field retry is ignored, because this page has its own delays.
  }
}

function value(line, from) {
  return line[from] === ' ' ? line.slice(from + 1) : line.slice(from);
}

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value: text, done } = await piece(reader);
      if (done) {
        return;
      }
      const whole = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = whole.pop();
      yield* whole;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function piece(reader) {
  try {
    return await reader.read();
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem('The connection broke in the middle of the answer.', 'See whether the service is running, then ask again.');
  }
}
