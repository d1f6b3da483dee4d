// The contract's protocol: writes the body of a request, and reads the frames of its stream.

import { prior } from './conversations.js';

export { cancel as stop } from './service.js';

/** Whether a run can be ended after its current turn. */
export const endsAfterTurn = true;

/**
 * The body of a request.
 * @param {object} conversation the conversation so far
 * @param {object} draft the new message
 */
export function bodyOf(conversation, draft) {
  return {
    message: draft.parts.length > 0 ? [{ role: 'user', content: contentOf(draft) }] : draft.text,
    ...prior(conversation),
    ...draft.settings,
    ...(Object.keys(draft.fileUrls).length > 0 && { file_urls: draft.fileUrls }),
    background: true,
  };
}

/** The body of an earlier request. */
export function bodyAgain(conversation, exchange, draft) {
  const before = conversation.exchanges.slice(0, conversation.exchanges.findIndex(({ id }) => id === exchange.id));
  return bodyOf({ ...conversation, exchanges: before }, draft);
}

/** The next request needs only the exchanges, so nothing is added. */
export function asked() {}
export function answered() {}
export function taken() {}

function contentOf({ text, parts }) {
  return [...(text ? [{ type: 'input_text', text }] : []), ...parts.map(partOf)];
}

function partOf({ name, type, data, text }) {
  if (text !== undefined) {
    return { type: 'input_text', text: `${name}:\n\n${text}` };
  }
  return type.startsWith('image/')
    ? { type: 'input_image', image_url: `data:${type};base64,${data}`, detail: 'auto' }
    : { type: 'input_file', filename: name, file_data: `data:${type};base64,${data}` };
}

function keyOf(item) {
  return `${item.type ?? 'message'} ${item.agent_run_id} ${item.role === 'user' ? 'user' : (item.call_id ?? item.id)}`;
}

/** Reads the frames of one stream into an answer. */
export class Reader {
  #answer;
  #parents = new Map();

  /** Continues after the items of the answer. */
  constructor(answer) {
    this.#answer = answer;
    answer.items.forEach(({ agent_run_id: run, parent_run_id: parent }) => this.#parents.set(run, parent));
  }

  /** Reads a frame. Throws if its data is not JSON, which would be an error of the service. */
  read({ event, data }) {
    switch (event) {
      case 'meta':
        this.#answer.runId = JSON.parse(data).run_id;
        break;
      case 'messages':
        this.#end(JSON.parse(data));
        break;
      case 'end':
        this.#answer.whole = true;
        break;
      default:
        this.#step(JSON.parse(data).data);
    }
  }

  #end({ new_messages: items, usage, cancelled, file_ids_map: fileIds }) {
    // Incomplete items of a stopped run are not part of the conversation, but were shown.
    const kept = new Set(items.map(keyOf));
    const cut = cancelled || this.#answer.error ? this.#answer.items.filter((item) => !kept.has(keyOf(item))) : [];
    Object.assign(this.#answer, { items, cut, usage, cancelled, fileIds, agent: null });
  }

  #step(step) {
    switch (step?.type) {
      case 'agent_updated_stream_event':
        this.#parents.set(step.agent_run_id, step.parent_run_id);
        if (!step.parent_run_id) {
          this.#answer.agent = step.new_agent.name;
        }
        break;
      case 'raw_response_event':
        this.#hear(step);
        break;
      case 'run_item_stream_event':
        this.#item(step);
        break;
      case 'error':
        this.#answer.error = step.content;
        break;
      default:
        this.#progress(step);
    }
  }

  /** The progress of a tool. An object may name its call; any other value belongs to the last running call. */
  #progress(value) {
    const { items } = this.#answer;
    const ended = new Set(items.filter(({ type }) => type === 'function_call_output').map(({ call_id: id, agent_run_id: run }) => `${run} ${id}`));
    const running = items.filter(({ type, live, call_id: id, agent_run_id: run }) => type === 'function_call' && !live && !ended.has(`${run} ${id}`));
    const own = running.filter(({ agent_run_id: run }) => run === value?.agent_run_id);
    const call = running.findLast(({ call_id: id }) => id === value?.call_id) ?? own.at(-1) ?? running.at(-1);
    if (call && value !== null && value !== undefined) {
      call.progress = value;
    }
  }

  #hear(step) {
    const { data } = step;
    switch (data.type) {
      case 'response.output_item.added':
        this.#add(step, { ...data.item, live: true });
        break;
      case 'response.output_item.done':
        this.#put(step, data.item);
        break;
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        this.#grow(step, 'content', data);
        break;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        this.#grow(step, 'summary', data);
        break;
      case 'response.function_call_arguments.delta':
        this.#growing(step, 'function_call').arguments += data.delta;
        break;
    }
  }

  #grow(step, field, data) {
    const item = this.#growing(step, field === 'summary' ? 'reasoning' : 'message');
    const index = data.summary_index ?? data.content_index ?? 0;
    const parts = (item[field] ??= []);
    parts[index] ??= { text: '' };
    parts[index].text = (parts[index].text ?? '') + data.delta;
  }

  /** The item that a piece belongs to. Creates it if its beginning was not sent. */
  #growing(step, type) {
    return this.#find(step, step.item_id) ?? this.#put(step, { type, id: step.item_id, role: 'assistant', arguments: '', live: true });
  }

  #put(step, raw) {
    const known = this.#find(step, raw.id) ?? this.#find(step, raw.call_id);
    return known ? Object.assign(known, { live: false, ...raw }, this.#bookkeeping(step)) : this.#add(step, { live: false, ...raw });
  }

  #add(step, raw) {
    const item = { ...raw, ...this.#bookkeeping(step) };
    if (item.type === 'function_call') {
      item.arguments ??= '';
    }
    this.#answer.items.push(item);
    return item;
  }

  /** The last item with that id, because models that number their items restart with each answer. */
  #find({ agent_run_id: run }, id) {
    return id && this.#answer.items.findLast((item) => item.agent_run_id === run && item.type !== 'function_call_output' && (item.id ?? item.call_id) === id);
  }

  #bookkeeping({ agent, callerAgent, agent_run_id }) {
    return { agent, callerAgent, agent_run_id, parent_run_id: this.#parents.get(agent_run_id) };
  }

  #item(step) {
    const { raw_item: raw, output, tool_origin: origin } = step.item;
    if (raw.type === 'function_call' && origin?.mcp_server_name) {
      // Stored items do not contain it.
      (this.#answer.mcpServers ??= {})[`${step.agent} ${raw.name}`] = origin.mcp_server_name;
    }
    if (raw.type === 'function_call_output') {
      this.#answer.items.push({ ...raw, value: output, ...this.#bookkeeping(step) });
    } else {
      this.#put(step, raw);
    }
  }
}
