package io.agencyswarm.model.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.sse.SseEvent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The readers' results for answers of real servers: one row per answer. */
class AnswerReaderTest {

    private static Arguments row(String dialect, String expected, String... events) {
        return Arguments.of(dialect, expected, List.of(events));
    }

    static Stream<Arguments> answers() {
        return Stream.of(chat(), calls(), anthropic(), gemini(), converse(), ollama())
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> chat() {
        return Stream.of(
                row("chat", "'Hello' completed", delta("{'content':'Hel'}"), delta("{'content':'lo'}"), STOP, "[DONE]"),
                row(
                        "chat",
                        "'a' (b) 'c' completed",
                        delta("{'content':'a'}"),
                        delta("{'reasoning':'b'}"),
                        delta("{'content':'c'}"),
                        STOP),
                row(
                        "chat",
                        "(b) 'ac' completed",
                        delta("{'reasoning_content':'b','reasoning':'b','content':'a'}"),
                        delta("{'content':'c'}"),
                        STOP),
                row(
                        "chat",
                        "'Piece by piece' completed",
                        delta("{'content':[{'type':'text','text':'Piece '},{'type':'reference','reference_ids':[1]}]}"),
                        delta("{'content':{'type':'text','text':'by piece'}}"),
                        STOP),
                row(
                        "mistral",
                        "(hm) 'Yes' completed",
                        delta("{'content':[{'type':'thinking','thinking':[{'type':'text','text':'hm'}]}]}"),
                        delta("{'content':'Yes'}"),
                        STOP),
                row(
                        "deepseek",
                        "(hm~deepseek:) add{'a':1} completed",
                        delta("{'reasoning_content':'hm'}"),
                        call("'index':0,'id':'c'", "'name':'add','arguments':'{\\'a\\':1}'"),
                        STOP),
                row(
                        "openrouter",
                        "(hm) (~openrouter:[{\"type\":\"reasoning.text\",\"index\":0,\"signature\":\"c2ln\",\"text\":\"hm\"},"
                                + "{\"type\":\"reasoning.encrypted\",\"index\":1,\"data\":\"xyz\"}]) add{'a':1} completed",
                        delta("{'reasoning':'h','reasoning_details':[{'type':'reasoning.text','text':'h','index':0}]}"),
                        delta("{'reasoning':'m','reasoning_details':[{'type':'reasoning.text','text':'m','index':0}]}"),
                        delta("{'reasoning_details':[{'type':'reasoning.text','signature':'c2ln','index':0}]}"),
                        call("'index':0,'id':'c'", "'name':'add','arguments':'{\\'a\\':1}'"),
                        delta("{'reasoning_details':[{'type':'reasoning.encrypted','data':'xyz','index':1}]}"),
                        STOP),
                row(
                        "openrouter",
                        "(hm) 'Yes' completed",
                        delta("{'reasoning':'hm','reasoning_details':[{'type':'reasoning.text','text':'hm'}]}"),
                        delta("{'content':'Yes'}"),
                        STOP),
                row("chat", "'No.' completed", delta("{'refusal':'No.'}"), STOP),
                row(
                        "chat",
                        "'ab' completed",
                        "{'choices':[{'text':'a'}]}",
                        "{'choices':[{'text':'b','finish_reason':'stop'}]}"),
                row(
                        "chat",
                        "'whole' completed",
                        "{'object':'chat.completion','choices':[{'index':0,'message':"
                                + "{'role':'assistant','content':'whole'},'finish_reason':'stop'}]}"),
                row(
                        "chat",
                        "'once' completed",
                        delta("{'content':'once'}"),
                        "{'choices':[{'index':0,'message':{'content':'once'},'finish_reason':'stop'}]}"),
                row(
                        "chat",
                        "'x' completed",
                        "{'error':null,'choices':null}",
                        "{'choices':[{'delta':null}]}",
                        "null",
                        delta("{'content':'x','role':''}"),
                        STOP,
                        "{'choices':[{'delta':{},'finish_reason':''}]}"));
    }

    private static Stream<Arguments> calls() {
        String add = "'name':'add','arguments':'{\\'a\\':1}'";
        return Stream.of(
                row(
                        "chat",
                        "add{'a':1} now{} completed",
                        call("'index':0,'id':'c1'", "'name':'add','arguments':''"),
                        call("'index':0", "'arguments':'{\\'a\\':'"),
                        call("'index':0", "'arguments':'1}'"),
                        call("'index':1,'id':'c2'", "'name':'now'"),
                        STOP),
                row(
                        "chat",
                        "add{'a':1} add{'a':2} completed",
                        call("'index':0,'id':'c1'", add),
                        call("'index':0,'id':'c2'", "'name':'add','arguments':'{\\'a\\':2}'"),
                        STOP),
                row(
                        "chat",
                        "add{'a':1} add{'a':2} completed",
                        call("'index':0,'id':'c1'", add),
                        call("'index':0,'id':'c1'", "'name':'add','arguments':'{\\'a\\':2}'"),
                        STOP),
                row("chat", "add{'a':1} add{'a':1} completed", call("'index':0", add), call("'index':0", add), STOP),
                row(
                        "chat",
                        "add{'a':1} add{'a':2} completed",
                        call("'id':'c1'", add),
                        call("'id':'c2'", "'name':'add','arguments':'{\\'a\\':2}'"),
                        STOP),
                row(
                        "chat",
                        "add{'a':1} completed",
                        call("'index':0,'id':'c1'", "'name':'add','arguments':'{\\'a\\''"),
                        call("'index':0,'id':'c1'", "'name':'add','arguments':':1}'"),
                        STOP),
                row(
                        "chat",
                        "add{'a':1} completed",
                        call("'index':0,'id':'c1'", add),
                        call("'index':0,'id':'c1'", "'name':'add','arguments':'{ \\'a\\': 1 }'"),
                        STOP),
                row("chat", "add{'a':1} completed", call("'index':0,'id':'c1'", add), call("'id':'c1'", add), STOP),
                row(
                        "chat",
                        "add{'a':1} completed",
                        call("'index':0,'id':'c1'", "'name':'add','arguments':'{}'"),
                        call("'index':0", "'arguments':'{\\'a\\':1}'"),
                        STOP),
                row(
                        "chat",
                        "add{'a':1} completed",
                        call("'index':0,'id':'c1'", "'name':'add','arguments':{'a':1}"),
                        STOP),
                row(
                        "chat",
                        "add{'a':1} completed",
                        call("'index':0,'id':'c1'", add),
                        "{'choices':[{'delta':{'tool_calls':[{'index':0,'function':null}]}}]}",
                        STOP),
                row("chat", "now{} completed", call("'index':0,'id':'c1'", "'name':'now','arguments':'null'"), STOP),
                row("chat", "now{} completed", call("'index':0,'id':'c1'", "'name':'now','arguments':null"), STOP),
                row(
                        "chat",
                        "add{'a':1} completed",
                        call("'index':0,'id':'c1'", "'arguments':''"),
                        call("'index':0", add),
                        STOP),
                row(
                        "chat",
                        "add{'a':1}{'a':2} completed",
                        call("'index':0,'id':'c1'", "'name':'add','arguments':'{\\'a\\':1}{\\'a\\':2}'"),
                        STOP),
                row(
                        "chat",
                        "add{'a':1} completed",
                        delta("{'function_call':{'name':'add','arguments':'{\\'a\\':'}}"),
                        delta("{'function_call':{'arguments':'1}'}}"),
                        STOP),
                row(
                        "chat",
                        "add{'a':1} add{'a':2} completed",
                        call("'index':0,'id':'c1'", "'name':'add','arguments':'{\\'a\\''"),
                        call("'index':0,'id':'new'", "'name':'','arguments':':1}'"),
                        call("'index':0,'id':'c2'", "'name':'add','arguments':'{\\'a\\':2}'"),
                        STOP),
                row(
                        "chat",
                        "failed:it called a tool without a name",
                        call("'index':0,'id':'c1'", "'arguments':'{}'"),
                        STOP),
                row(
                        "chat",
                        "failed:it called a tool without a name, and ended with the reason length",
                        call("'index':0,'id':'c1'", "'arguments':''"),
                        STOP.replace("stop", "length")));
    }

    private static Stream<Arguments> anthropic() {
        return Stream.of(
                row(
                        "anthropic",
                        "'a' (b~anthropic:c2ln) 'c' completed",
                        block(0, "{'type':'text','text':'a'}"),
                        stop(0),
                        block(1, "{'type':'thinking','thinking':'b'}"),
                        piece(1, "{'type':'signature_delta','signature':'c2ln'}"),
                        stop(1),
                        block(2, "{'type':'text','text':''}"),
                        piece(2, "{'type':'text_delta','text':'c'}"),
                        stop(2),
                        end("end_turn"),
                        "{'type':'message_stop'}"),
                row(
                        "anthropic",
                        "(~anthropic:redacted:xyz) add{'a':1} completed",
                        block(0, "{'type':'redacted_thinking','data':'xyz'}"),
                        stop(0),
                        block(1, "{'type':'tool_use','id':'t','name':'add','input':{}}"),
                        piece(1, "{'type':'input_json_delta','partial_json':'{\\'a\\':1}'}"),
                        stop(1),
                        end("tool_use")),
                row(
                        "anthropic",
                        "add{'a':1} completed",
                        block(0, "{'type':'tool_use','id':'t','name':'add','input':{'a':1}}"),
                        end("tool_use"),
                        "{'type':'message_stop'}"),
                row(
                        "anthropic",
                        "now{} completed",
                        block(0, "{'type':'tool_use','id':'t','name':'now','input':{}}"),
                        piece(0, "{'type':'input_json_delta','partial_json':''}"),
                        stop(0),
                        end("tool_use")),
                row(
                        "anthropic",
                        "add{'a':1} completed",
                        block(0, "{'type':'server_tool_use','id':'s','name':'web_search','input':{}}"),
                        piece(0, "{'type':'input_json_delta','partial_json':'{\\'q\\':1}'}"),
                        stop(0),
                        block(1, "{'type':'tool_use','id':'t','name':'add','input':{}}"),
                        piece(1, "{'type':'input_json_delta','partial_json':{'a':1}}"),
                        stop(1),
                        end("tool_use")),
                row(
                        "anthropic",
                        "'hi' add{'a':1} completed",
                        "{'type':'message','content':[{'type':'text','text':'hi'},"
                                + "{'type':'tool_use','id':'t','name':'add','input':{'a':1}}],'stop_reason':'tool_use'}"),
                row(
                        "anthropic",
                        "'more' incomplete:pause_turn",
                        block(0, "{'type':'text','text':'more'}"),
                        end("pause_turn"),
                        "{'type':'message_stop'}"),
                row(
                        "anthropic",
                        "'hi' completed",
                        "ping|{'type':'ping'}",
                        block(0, "{'type':'text','text':'hi'}"),
                        "{'type':'message_stop'}"));
    }

    private static Stream<Arguments> gemini() {
        return Stream.of(
                row(
                        "gemini",
                        "(hm~gemini:c2ln) add{'a':1} add{'a':2} completed",
                        parts("{'text':'hm','thought':true}"),
                        parts("{'text':'','thoughtSignature':'later'}"),
                        parts("{'functionCall':{'name':'add','args':{'a':1}},'thoughtSignature':'c2ln'},"
                                + "{'functionCall':{'name':'add','args':{'a':2}}}"),
                        finish("STOP")),
                row("gemini", "now{} completed", parts("{'functionCall':{'name':'now'}}"), finish("STOP")),
                row("gemini", "'a' completed", "[" + parts("{'text':'a'}") + "," + finish("STOP") + "]"),
                row(
                        "gemini",
                        "failed:its provider blocked the prompt, with the reason SAFETY",
                        "{'promptFeedback':{'blockReason':'SAFETY'}}"));
    }

    private static Stream<Arguments> converse() {
        return Stream.of(row(
                "converse",
                "(hm~bedrock:c2ln) add{'a':1} completed",
                "contentBlockDelta|{'contentBlockIndex':0,'delta':{'reasoningContent':{'text':'hm'}}}",
                "contentBlockDelta|{'contentBlockIndex':0,'delta':{'reasoningContent':{'signature':'c2ln'}}}",
                "contentBlockStart|{'contentBlockIndex':1,'start':{'toolUse':{'toolUseId':'t','name':'add'}}}",
                "contentBlockDelta|{'contentBlockIndex':1,'delta':{'toolUse':{'input':'{\\'a\\':1}'}}}",
                "contentBlockStop|{'contentBlockIndex':1}",
                "messageStop|{'stopReason':'tool_use'}",
                "metadata|{'usage':{'inputTokens':1,'outputTokens':2}}"));
    }

    private static Stream<Arguments> ollama() {
        String done = "{'message':{'content':''},'done':true,'done_reason':'stop'}";
        return Stream.of(
                row(
                        "ollama",
                        "(b) 'ac' completed",
                        "{'message':{'thinking':'b','content':'a'}}",
                        "{'message':{'content':'c'}}",
                        done),
                row(
                        "ollama",
                        "add{'a':1} add{'a':1} completed",
                        "{'message':{'tool_calls':[{'function':{'index':0,'name':'add','arguments':{'a':1}}}]}}",
                        "{'message':{'tool_calls':[{'function':{'index':0,'name':'add','arguments':{'a':1}}}]}}",
                        done),
                row(
                        "ollama",
                        "add{'a':1} now{} completed",
                        "{'message':{'tool_calls':[{'function':{'name':'add',"
                                + "'arguments':'{\\'a\\':1}'}},{'function':{'name':'now','arguments':null}}]},'done':true}"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void answer_asItComes_isRead(String dialect, String expected, List<String> events) {
        assertThat(Reading.summary(Reading.events(dialect, events))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat|STOP|'x' completed",
                "chat|length|'x' incomplete:max_output_tokens",
                "chat|content_filter|'x' incomplete:content_filter",
                "chat|eos_token|'x' completed/eos_token",
                "chat|engine_error|'x' failed:its answer ended with the reason engine_error",
                "chat|insufficient_system_resource|'x' failed:its answer ended with the reason insufficient_system_resource",
                "mistral|model_length|'x' incomplete:model_length",
                "mistral|error|'x' failed:its answer ended with the reason error",
                "anthropic|stop_sequence|'x' completed",
                "anthropic|max_tokens|'x' incomplete:max_output_tokens",
                "anthropic|refusal|'x' incomplete:content_filter/refusal",
                "anthropic|model_context_window_exceeded|'x' incomplete:model_context_window_exceeded",
                "gemini|MAX_TOKENS|'x' incomplete:max_output_tokens",
                "gemini|SAFETY|'x' incomplete:content_filter/SAFETY",
                "gemini|BRAND_NEW|'x' completed/BRAND_NEW",
                "gemini|MALFORMED_FUNCTION_CALL|'x' failed:its answer ended with the reason MALFORMED_FUNCTION_CALL",
                "converse|guardrail_intervened|'x' incomplete:content_filter/guardrail_intervened",
                "converse|malformed_tool_use|'x' failed:its answer ended with the reason malformed_tool_use",
                "ollama|length|'x' incomplete:max_output_tokens"
            },
            quoteCharacter = '"')
    void reason_behindText_isReportedAsWhatItIs(String dialect, String reason, String expected) {
        List<String> events = dialect.equals("chat") || dialect.equals("mistral")
                ? List.of(delta("{'content':'x'}"), STOP.replace("stop", reason))
                : switch (dialect) {
                    case "anthropic" ->
                        List.of(block(0, "{'type':'text','text':'x'}"), end(reason), "{'type':'message_stop'}");
                    case "gemini" -> List.of(parts("{'text':'x'}"), finish(reason));
                    case "converse" ->
                        List.of(
                                "contentBlockDelta|{'contentBlockIndex':0,'delta':{'text':'x'}}",
                                "messageStop|{'stopReason':'" + reason + "'}");
                    default -> List.of("{'message':{'content':'x'},'done':true,'done_reason':'" + reason + "'}");
                };

        assertThat(Reading.summary(Reading.events(dialect, events))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "content_filter,refused to answer",
        "refusal,refused to answer",
        "eos_token,ended without an answer",
    })
    void reason_withoutAWord_isAFailureThatNamesIt(String reason, String expected) {
        String summary = Reading.summary(Reading.events("chat", List.of(STOP.replace("stop", reason))));

        assertThat(summary).startsWith("failed:").contains(expected, reason);
    }

    @Test
    void detail_ofReason_isReportedWithoutSecrets() {
        String summary = Reading.summary(
                Reading.events(
                        "gemini",
                        List.of(
                                "{'candidates':[{'finishReason':'MALFORMED_FUNCTION_CALL','finishMessage':'print(sk-secret'}]}")));

        assertThat(summary).endsWith("MALFORMED_FUNCTION_CALL: print(…");
    }

    @Test
    void usage_inEachChunk_isCountedOnce() {
        List<ModelEvent> events = Reading.events(
                "chat",
                List.of(
                        "{'choices':[{'delta':{'content':'a'}}],'usage':{'prompt_tokens':5,'completion_tokens':1}}",
                        "{'choices':[{'delta':{},'finish_reason':'stop'}],'usage':{'prompt_tokens':5,'completion_tokens':2}}"));

        assertThat(((ModelEvent.Completed) events.getLast()).usage().totalTokens())
                .isEqualTo(7);
    }

    @Test
    void twins_ofOneId_keepTheirIdForTheRunToTellApart() {
        List<ModelEvent> events = Reading.events(
                "gemini",
                List.of(
                        parts("{'functionCall':{'id':'x','name':'add','args':{'a':1}}},"
                                + "{'functionCall':{'id':'x','name':'add','args':{'a':1}}}"),
                        finish("STOP")));

        assertThat(events)
                .filteredOn(ModelEvent.ItemDone.class::isInstance)
                .extracting(done -> ((Item.FunctionCall) ((ModelEvent.ItemDone) done).item()).callId())
                .containsExactly("x", "x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat|{'error':{'message':'no worker is free'}}|no worker is free",
                "chat|{ 'id': 'c7', 'error': 'queue full' }|queue full",
                "chat|{'object':'error','message':'KV cache is full'}|KV cache is full",
                "chat|error|code 5",
                "anthropic|{'type':'error','error':{'message':'Overloaded sk-secret'}}|Overloaded …",
                "gemini|[{'error':{'code':503,'message':'overloaded'}}]|overloaded",
                "ollama|{'error':'out of memory'}|out of memory",
            },
            quoteCharacter = '"')
    void failure_inMidStream_isReportedInItsWords(String dialect, String event, String answer) {
        AnswerReader reader = Reading.DIALECTS.get(dialect).reader("m", Reading.TARGET);
        String written = event.equals("error") ? "error|code 5" : event;

        assertThatThrownBy(() -> reader.read(Reading.event(written)))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_FAILED))
                .hasMessage("the model's server reported a failure: " + answer);
    }

    @Test
    void character_inTwoPieces_isReportedInOne() {
        List<ModelEvent> events = Reading.events(
                "chat",
                List.of(
                        delta("{'content':'a\\uD83D'}"),
                        delta("{'content':'\\uDE00\\uD83D'}"),
                        call("'index':0,'id':'c'", "'name':'add','arguments':'{\\'a\\':\\'\\uD83D'"),
                        call("'index':0", "'arguments':'\\uDE00\\'}'"),
                        STOP));

        assertThat(events)
                .filteredOn(event -> event.type().endsWith(".delta"))
                .extracting(event -> Json.readOwn(event.json()).path("delta").textValue())
                .containsExactly("a", "\uD83D\uDE00", "\uD83D", "{\"a\":\"", "\uD83D\uDE00\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat|{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'c','function':{'arguments':'@'}}]}}]}",
                "openrouter|{'choices':[{'delta':{'reasoning_details':[{'type':'t','index':0,'format':'@'}]}}]}",
                "anthropic|{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','name':'a','input':{'a':'@'}}}",
            },
            quoteCharacter = '"')
    void pieces_noEventReportsOf_areBounded(String dialect, String event) {
        AnswerReader reader = Reading.DIALECTS.get(dialect).reader("m", Reading.TARGET);
        SseEvent large = Reading.event(event.replace("@", "x".repeat(400_000)));
        reader.read(large);
        reader.read(large);

        assertThatThrownBy(() -> reader.read(large))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("more than 1048576 characters");
    }

    @Test
    void end_withoutAReason_isABrokenConnection() {
        AnswerReader reader = Reading.DIALECTS.get("chat").reader("m", Reading.TARGET);
        reader.read(Reading.event(delta("{'content':'x'}")));

        assertThat(reader.hasFinishReason()).isFalse();
        assertThatThrownBy(reader::end)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("without a finish reason");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"7,'x' completed/7", "0.5,'x' completed/0.5", "null,", "true,"})
    void reason_noText_isReasonWhereItIsNumber(String reason, @Nullable String expected) {
        List<String> events = List.of(delta("{'content':'x'}"), STOP.replace("'stop'", reason));

        if (expected == null) {
            assertThatThrownBy(() -> Reading.events("chat", events)).hasMessageContaining("without a finish reason");
        } else {
            assertThat(Reading.summary(Reading.events("chat", events))).isEqualTo(expected);
        }
    }

    @Test
    void end_behindAnEventThatToldNothing_quotesIt() {
        AnswerReader reader = Reading.DIALECTS.get("chat").reader("m", Reading.TARGET);
        reader.read(Reading.event("{'fault':\n {'faultstring':'No room for sk-secret'}}"));

        assertThatThrownBy(reader::end)
                .hasMessage(
                        "the model's server ended its answer without a finish reason, so it may not be complete; the"
                                + " last event was \"{\"fault\": {\"faultstring\":\"No room for …\"}}\"");
    }

    private static final String STOP = "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";

    private static String delta(String delta) {
        return "{'choices':[{'index':0,'delta':" + delta + ",'finish_reason':null}]}";
    }

    private static String call(String head, String function) {
        return delta("{'tool_calls':[{" + head + ",'function':{" + function + "}}]}");
    }

    private static String block(int index, String block) {
        return "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}";
    }

    private static String piece(int index, String delta) {
        return "{'type':'content_block_delta','index':" + index + ",'delta':" + delta + "}";
    }

    private static String stop(int index) {
        return "{'type':'content_block_stop','index':" + index + "}";
    }

    private static String end(String reason) {
        return "{'type':'message_delta','delta':{'stop_reason':'" + reason + "'},'usage':{'output_tokens':9}}";
    }

    private static String parts(String parts) {
        return "{'candidates':[{'content':{'role':'model','parts':[" + parts + "]}}]}";
    }

    private static String finish(String reason) {
        return "{'candidates':[{'content':{'role':'model'},'finishReason':'" + reason + "'}]}";
    }
}
