package io.agencyswarm.bench;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/** The formats of models' streams that the service reads. Each creates an answer with any number of words. */
public enum ModelFormat {
    RESPONSES("Responses", "gpt-4o", "/v1/responses", "text/event-stream") {
        @Override
        List<Buffer> events(List<String> words) {
            List<Buffer> events = new ArrayList<>();
            String text = String.join("", words);
            String part = "{'type':'output_text','text':'%s','annotations':[],'logprobs':[]}";
            String item = "{'id':'msg_1','type':'message','status':'%s','role':'assistant','content':[%s]}";
            String place = "'item_id':'msg_1','output_index':0,'content_index':0";
            String done = item.formatted("completed", part.formatted(text));
            String used = "{'input_tokens':60,'input_tokens_details':{'cached_tokens':0},'output_tokens':"
                    + words.size() + ",'output_tokens_details':{'reasoning_tokens':0},'total_tokens':"
                    + (60 + words.size()) + "}";
            add(events, "response.created", "'response':" + response("in_progress", "", "null"));
            add(events, "response.in_progress", "'response':" + response("in_progress", "", "null"));
            add(events, "response.output_item.added", "'output_index':0,'item':" + item.formatted("in_progress", ""));
            add(events, "response.content_part.added", place + ",'part':" + part.formatted(""));
            for (String word : words) {
                add(events, "response.output_text.delta", place + ",'delta':'" + word + "','logprobs':[]");
            }
            add(events, "response.output_text.done", place + ",'text':'" + text + "','logprobs':[]");
            add(events, "response.content_part.done", place + ",'part':" + part.formatted(text));
            add(events, "response.output_item.done", "'output_index':0,'item':" + done);
            add(events, "response.completed", "'response':" + response("completed", done, used));
            return events;
        }

        private static void add(List<Buffer> events, String type, String fields) {
            events.add(named(type, "{'type':'" + type + "','sequence_number':" + events.size() + "," + fields + "}"));
        }

        /** Contains the instructions and tools of the request, because OpenAI repeats them. */
        private static String response(String status, String output, String usage) {
            String tool =
                    "{'type':'function','name':'%s','description':'Works with numbers.','parameters':{'type':'object',"
                            + "'properties':{'a':{'type':'integer'},'b':{'type':'integer'}},'required':['a','b'],"
                            + "'additionalProperties':false},'strict':true}";
            return "{'id':'resp_1','object':'response','created_at':1767225600,'status':'" + status + "','error':null,"
                    + "'incomplete_details':null,'instructions':'You are a helpful assistant.','max_output_tokens':null,"
                    + "'model':'gpt-4o','output':[" + output
                    + "],'parallel_tool_calls':true,'previous_response_id':null,"
                    + "'reasoning':{'effort':null,'summary':null},'store':true,'temperature':1.0,'text':{'format':"
                    + "{'type':'text'}},'tool_choice':'auto','tools':[" + tool.formatted("add") + ","
                    + tool.formatted("subtract") + "],'top_p':1.0,'truncation':'disabled','usage':" + usage
                    + ",'user':null,'metadata':{}}";
        }
    },
    CHAT_COMPLETIONS("Chat Completions", "litellm/openai/gpt-4o", "/v1/chat/completions", "text/event-stream") {
        @Override
        List<Buffer> events(List<String> words) {
            List<Buffer> events = new ArrayList<>();
            events.add(chunk("[{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}]", "null"));
            for (String word : words) {
                events.add(chunk("[{'index':0,'delta':{'content':'" + word + "'},'finish_reason':null}]", "null"));
            }
            events.add(chunk("[{'index':0,'delta':{},'finish_reason':'stop'}]", "null"));
            events.add(chunk(
                    "[]",
                    "{'prompt_tokens':60,'completion_tokens':" + words.size() + ",'total_tokens':" + (60 + words.size())
                            + "}"));
            events.add(Buffer.buffer("data: [DONE]\n\n"));
            return events;
        }

        private static Buffer chunk(String choices, String usage) {
            return unnamed("{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1767225600,'model':'gpt-4o',"
                    + "'choices':" + choices + ",'usage':" + usage + "}");
        }
    },
    ANTHROPIC("Anthropic", "litellm/anthropic/claude", "/v1/messages", "text/event-stream") {
        @Override
        List<Buffer> events(List<String> words) {
            List<Buffer> events = new ArrayList<>();
            add(
                    events,
                    "message_start",
                    "'message':{'id':'msg_1','type':'message','role':'assistant','model':'claude','content':[],"
                            + "'stop_reason':null,'usage':{'input_tokens':60,'output_tokens':1}}");
            add(events, "content_block_start", "'index':0,'content_block':{'type':'text','text':''}");
            for (String word : words) {
                add(events, "content_block_delta", "'index':0,'delta':{'type':'text_delta','text':'" + word + "'}");
            }
            add(events, "content_block_stop", "'index':0");
            add(
                    events,
                    "message_delta",
                    "'delta':{'stop_reason':'end_turn','stop_sequence':null},'usage':{'output_tokens':" + words.size()
                            + "}");
            events.add(named("message_stop", "{'type':'message_stop'}"));
            return events;
        }

        private static void add(List<Buffer> events, String type, String fields) {
            events.add(named(type, "{'type':'" + type + "'," + fields + "}"));
        }
    },
    GEMINI(
            "Gemini",
            "litellm/gemini/gemini-2.5-pro",
            "/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse",
            "text/event-stream") {
        @Override
        List<Buffer> events(List<String> words) {
            List<Buffer> events = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                String end = i == words.size() - 1 ? ",'finishReason':'STOP'" : "";
                events.add(unnamed("{'candidates':[{'content':{'role':'model','parts':[{'text':'" + words.get(i)
                        + "'}]}"
                        + end + ",'index':0}],'usageMetadata':{'promptTokenCount':60,'candidatesTokenCount':" + (i + 1)
                        + ",'totalTokenCount':" + (61 + i) + "},'modelVersion':'gemini-2.5-pro','responseId':'r1'}"));
            }
            return events;
        }
    },
    BEDROCK(
            "Bedrock",
            "litellm/bedrock/claude",
            "/model/claude/converse-stream",
            "application/vnd.amazon.eventstream") {
        @Override
        List<Buffer> events(List<String> words) {
            List<Buffer> events = new ArrayList<>();
            events.add(message("messageStart", "{'role':'assistant'}"));
            for (String word : words) {
                events.add(message(
                        "contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'" + word + "'},'p':'abcdefgh'}"));
            }
            events.add(message("contentBlockStop", "{'contentBlockIndex':0}"));
            events.add(message("messageStop", "{'stopReason':'end_turn'}"));
            events.add(message(
                    "metadata",
                    "{'usage':{'inputTokens':60,'outputTokens':" + words.size() + ",'totalTokens':"
                            + (60 + words.size()) + "},'metrics':{'latencyMs':7}}"));
            return events;
        }

        private static Buffer message(String type, String json) {
            Map<String, String> fields = new TreeMap<>(
                    Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"));
            Buffer headers = Buffer.buffer();
            fields.forEach((name, value) -> headers.appendByte((byte) name.length())
                    .appendString(name)
                    .appendByte((byte) 7)
                    .appendShort((short) value.length())
                    .appendString(value));
            byte[] payload = quoted(json).getBytes(StandardCharsets.UTF_8);
            ByteBuffer message = ByteBuffer.allocate(16 + headers.length() + payload.length);
            message.putInt(message.capacity()).putInt(headers.length());
            message.putInt(checksum(message)).put(headers.getBytes()).put(payload);
            return Buffer.buffer(message.putInt(checksum(message)).array());
        }

        private static int checksum(ByteBuffer before) {
            CRC32 checksum = new CRC32();
            checksum.update(before.array(), 0, before.position());
            return (int) checksum.getValue();
        }
    },
    OLLAMA("Ollama", "litellm/ollama/llama", "/api/chat", "application/x-ndjson") {
        @Override
        List<Buffer> events(List<String> words) {
            List<Buffer> events = new ArrayList<>();
            String line = "{'model':'llama','created_at':'2026-01-01T00:00:00Z','message':{'role':'assistant',"
                    + "'content':'%s'},'done':%s}\n";
            for (String word : words) {
                events.add(Buffer.buffer(quoted(line.formatted(word, "false"))));
            }
            events.add(Buffer.buffer(quoted(line.formatted(
                    "", "true,'done_reason':'stop','prompt_eval_count':60,'eval_count':" + words.size()))));
            return events;
        }
    };

    private final String title;
    private final String model;
    private final String path;
    private final String mediaType;

    ModelFormat(String title, String model, String path, String mediaType) {
        this.title = title;
        this.model = model;
        this.path = path;
        this.mediaType = mediaType;
    }

    String title() {
        return title;
    }

    /** Returns the name of a model that the service requests in this format. */
    String model() {
        return model;
    }

    /** Returns the path at which the model server accepts requests in this format. */
    String path() {
        return path;
    }

    String mediaType() {
        return mediaType;
    }

    /** Returns an answer with these words, one event for each delta. */
    abstract List<Buffer> events(List<String> words);

    /** Returns the words of an answer: {@code w1}, {@code w2} and so on, each followed by a blank. */
    List<Buffer> events(int words) {
        return events(
                IntStream.rangeClosed(1, words).mapToObj(i -> "w" + i + " ").toList());
    }

    /** Returns the same words as one text. */
    public Buffer stream(int words) {
        return events(words).stream().reduce(Buffer.buffer(), Buffer::appendBuffer);
    }

    private static Buffer named(String name, String json) {
        return Buffer.buffer("event: " + name + "\ndata: " + quoted(json) + "\n\n");
    }

    private static Buffer unnamed(String json) {
        return Buffer.buffer("data: " + quoted(json) + "\n\n");
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
