// The protocol AG-UI 1.0: writes the body of a request, and reads the events of its stream.

import { messagesOf, questions } from './agui-messages.js';
import { newId } from './ids.js';

export { endRun as stop } from './service.js';

/** AG-UI can't end a run after its current turn. */
export const endsAfterTurn = false;

/**
 * The input of a run.
 * @param {object} conversation the conversation so far
 * @param {object} draft the new message
 */
export function bodyOf(conversation, draft) {
  return {
    threadId: conversation.id,
    runId: newId(),
    messages: [
      ...withoutPictures(conversation.messages ?? []),
      { id: newId(), role: 'user', content: draft.parts.length > 0 ? contentOf(draft) : draft.text },
    ],
    tools: [],
    context: [],
    ...draft.settings,
    ...(Object.keys(draft.fileUrls).length > 0 && { file_urls: draft.fileUrls }),
    forwardedProps: { background: true },
  };
}

/** The messages without generated images, which are stored at the provider and too large to send. */
function withoutPictures(messages) {
  const calls = messages.flatMap(({ toolCalls }) => toolCalls ?? []);
  const drawn = new Set(calls.filter((call) => call.function.name === 'ImageGenerationTool').map(({ id }) => id));
  return messages.map((message) => (message.role === 'tool' && drawn.has(message.toolCallId) ? { ...message, content: 'A picture.' } : message));
}

/** The body of an earlier request. */
export function bodyAgain(conversation, exchange, draft) {
  return bodyOf({ ...conversation, messages: conversation.messages?.slice(0, exchange.before) }, draft);
}

/** Adds the question, which is part of the conversation even if the run fails. */
export function asked(conversation, exchange, body) {
  exchange.before = body.messages.length - 1;
  conversation.messages = body.messages;
}

/** Adds the result. Only a completed run sends the messages itself. */
export function answered(conversation, exchange) {
  const { answer } = exchange;
  if (answer.messages) {
    conversation.messages = answer.messages;
    delete answer.messages;
  } else if (!answer.runId) {
    // A refused request is not part of the conversation.
    conversation.messages = conversation.messages.slice(0, exchange.before);
  } else {
    conversation.messages = [...conversation.messages, ...messagesOf(answer.items.slice(1))];
  }
}

/** Adds the messages to a conversation from a file: those of the file, or those converted from its items. */
export function taken(conversation, messages) {
  conversation.messages = messages ?? messagesOf(conversation.exchanges.flatMap(({ answer }) => answer.items));
  conversation.exchanges.forEach((exchange, index) => {
    exchange.before = questions(conversation.messages)[index];
  });
}

function contentOf({ text, parts }) {
  return [...(text ? [{ type: 'text', text }] : []), ...parts.map(partOf)];
}

function partOf({ name, type, data, text }) {
  if (text !== undefined) {
    return { type: 'text', text: `${name}:\n\n${text}` };
  }
  return {
    type: type.startsWith('image/') ? 'image' : 'document',
    source: { type: 'data', value: data, mimeType: type },
    metadata: { filename: name },
  };
}

/** Reads the events of one stream into an answer, as items of the contract. */
export class Reader {
  #answer;
  #agents = new Map();
  #parents = new Map();

  /** Continues after the items of the answer. */
  constructor(answer) {
    this.#answer = answer;
    this.#agents.set(undefined, answer.agent ?? undefined);
  }

  /** Reads a frame. */
  read({ data }) {
    const event = JSON.parse(data);
    switch (event.type) {
      case 'RUN_STARTED':
        this.#answer.runId = event.runId;
        break;
      case 'SUBAGENT_STARTED':
        this.#parents.set(event.subagentRunId, event.parentToolCallId);
        break;
      case 'STEP_STARTED':
        this.#begin(event);
        break;
      case 'MESSAGES_SNAPSHOT':
        this.#answer.messages = event.messages;
        break;
      case 'CUSTOM':
        this.#cite(event);
        break;
      case 'RUN_FINISHED':
        this.#end(event, null);
        this.#answer.cancelled = event.outcome?.type === 'cancelled';
        break;
      case 'RUN_ERROR':
        this.#end(event, event.message);
        break;
      default:
        this.#piece(event);
    }
  }

  #begin({ stepName, subagentRunId }) {
    this.#agents.set(subagentRunId, stepName);
    if (!subagentRunId) {
      this.#answer.agent = stepName;
    }
  }

  #cite({ name, value }) {
    const cited = name === 'annotated_output' && this.#find(value.id, 'message');
    if (cited) {
      cited.content[0].annotations = value.annotations;
    }
  }

  #end({ usage }, error) {
    Object.assign(this.#answer, { error, agent: null, whole: true, usage: usage?.length > 0 ? total(usage) : null });
    this.#answer.items.forEach((item) => {
      item.live = false;
    });
  }

  #piece(event) {
    switch (event.type) {
      case 'TEXT_MESSAGE_START':
        this.#add(event, { type: 'message', role: 'assistant', id: event.messageId, content: [{ text: '' }], live: true });
        break;
      case 'TEXT_MESSAGE_CONTENT':
        this.#find(event.messageId, 'message').content[0].text += event.delta;
        break;
      case 'REASONING_MESSAGE_START':
        this.#add(event, { type: 'reasoning', id: event.messageId, summary: [{ text: '' }], live: true });
        break;
      case 'REASONING_MESSAGE_CONTENT':
        this.#find(event.messageId, 'reasoning').summary[0].text += event.delta;
        break;
      case 'TEXT_MESSAGE_END':
        this.#find(event.messageId, 'message').live = false;
        break;
      case 'REASONING_MESSAGE_END':
        this.#find(event.messageId, 'reasoning').live = false;
        break;
      default:
        this.#call(event);
    }
  }

  #call(event) {
    switch (event.type) {
      case 'TOOL_CALL_START':
        this.#add(event, { type: 'function_call', id: event.toolCallId, call_id: event.toolCallId, name: event.toolCallName, arguments: '', live: true });
        break;
      case 'TOOL_CALL_ARGS':
        this.#find(event.toolCallId, 'function_call').arguments += event.delta;
        break;
      case 'TOOL_CALL_END':
        this.#find(event.toolCallId, 'function_call').live = false;
        break;
      case 'CUSTOM':
        if (event.name === 'tool_progress') {
          this.#find(event.value.toolCallId, 'function_call').progress = event.value.value;
        }
        break;
      case 'TOOL_CALL_RESULT':
        this.#add(event, { type: 'function_call_output', id: event.messageId, call_id: event.toolCallId, output: event.content });
        break;
    }
  }

  #add({ subagentRunId }, item) {
    this.#answer.items.push({ ...item, agent: this.#agents.get(subagentRunId), parent_run_id: this.#parents.get(subagentRunId) });
  }

  #find(id, type) {
    return this.#answer.items.findLast((item) => item.id === id && item.type === type);
  }
}

/** The usage with the contract's names. AG-UI reports no cost. */
function total(entries) {
  const sum = (name) => entries.reduce((before, entry) => before + (entry[name] ?? 0), 0);
  return {
    input_tokens: sum('inputTokens'),
    cached_tokens: sum('cachedInputTokens'),
    output_tokens: sum('outputTokens'),
    reasoning_tokens: sum('reasoningTokens'),
    total_tokens: sum('totalTokens'),
  };
}
