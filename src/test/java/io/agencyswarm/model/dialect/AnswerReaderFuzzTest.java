package io.agencyswarm.model.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.model.ModelException;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.testing.Fuzz;
import io.agencyswarm.testing.Steps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer makes a reader fail without a proper message, or take more than linear time. */
class AnswerReaderFuzzTest {

    /** Templates that are filled with values of the wrong type. */
    private static final List<String> EVENTS = List.of(
            "{'choices':[{'index':@,'delta':{'content':@,'reasoning':@,'tool_calls':[{'index':@,'id':@,'function':"
                    + "{'name':@,'arguments':@}}]},'finish_reason':@}],'usage':@}",
            "{'choices':@}",
            "{'choices':[@],'error':@}",
            "{'choices':[{'delta':@,'message':@}]}",
            "{'choices':[{'delta':{'tool_calls':@,'content':[@,@],'function_call':@}}]}",
            "{'type':'content_block_start','index':@,'content_block':{'type':'tool_use','id':@,'name':@,'input':@}}",
            "{'type':'content_block_delta','index':@,'delta':{'type':'input_json_delta','partial_json':@}}",
            "{'type':'content_block_delta','index':@,'delta':@}",
            "{'type':'message_delta','delta':{'stop_reason':@},'usage':@}",
            "{'type':'message','content':[@,{'type':'text','text':@}],'stop_reason':@}",
            "{'candidates':[{'content':{'parts':[{'text':@,'thought':@},{'functionCall':@,'thoughtSignature':@}]},"
                    + "'finishReason':@}],'usageMetadata':@,'promptFeedback':@}",
            "{'candidates':@}",
            "{'message':{'content':@,'thinking':@,'tool_calls':[{'function':{'name':@,'arguments':@}}]},'done':@}",
            "{'contentBlockIndex':@,'delta':{'text':@,'toolUse':{'input':@},'reasoningContent':@}}",
            "{'stopReason':@}",
            "[@,@]",
            "@");

    private static final List<String> VALUES = List.of(
            "null",
            "0",
            "-1",
            "1.5",
            "1e99",
            "true",
            "''",
            "'x'",
            "'stop'",
            "'{}'",
            "'{'",
            "'null'",
            "{}",
            "[]",
            "{'type':'text','text':'t'}",
            "{'message':'m'}",
            "['a',{'text':5}]",
            "{'name':'add','args':{'a':1}}");

    @Provide
    Arbitrary<List<String>> answers() {
        Arbitrary<String> event = Arbitraries.of(EVENTS)
                .flatMap(template -> Arbitraries.of(VALUES)
                        .list()
                        .ofSize((int) template.chars().filter(c -> c == '@').count())
                        .map(values -> {
                            String filled = template;
                            for (String value : values) {
                                filled = filled.replaceFirst("@", value);
                            }
                            return filled;
                        }));
        return event.list().ofMinSize(1).ofMaxSize(8);
    }

    @Property
    void answer_ofValuesOfTheWrongSort_isReadOrRefusedWithASentence(
            @ForAll("answers") List<String> events, @ForAll("dialects") String dialect, @ForAll("names") String name) {
        AnswerReader reader = Reading.DIALECTS.get(dialect).reader("m", Reading.TARGET);
        try {
            reader.begin();
            for (String event : events) {
                reader.read(new SseEvent(
                        name.isEmpty() ? null : name, event.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
            }
            reader.end();
        } catch (ModelException e) {
            assertThat(e.getMessage()).startsWith("the model's server").doesNotContain("Exception", "fasterxml");
        }
    }

    @Property
    void answer_ofAnyBytes_isReadOrRefusedWithASentence(
            @ForAll("bytes") byte[] data, @ForAll("dialects") String dialect) {
        AnswerReader reader = Reading.DIALECTS.get(dialect).reader("m", Reading.TARGET);
        try {
            reader.read(new SseEvent(null, data));
        } catch (ModelException e) {
            assertThat(e.getMessage()).startsWith("the model's server").doesNotContain("Exception", "fasterxml");
        }
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Fuzz.bytes(
                "{", "}", "[", "]", ":", ",", "\"choices\"", "\"candidates\"", "\"type\"", "null", "1e999", "\"");
    }

    @Provide
    Arbitrary<String> dialects() {
        return Arbitraries.of(Reading.DIALECTS.keySet());
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("", "contentBlockStart", "contentBlockDelta", "messageStop", "metadata", "error", "ping");
    }

    /** One call in very many deltas of one character each. */
    static final class OneCallInPieces implements IntConsumer {

        @Override
        public void accept(int pieces) {
            read(
                    pieces,
                    i -> "{'index':0,'id':'c','function':{" + (i == 0 ? "'name':'add'," : "") + "'arguments':'"
                            + (i == 0 ? "{" : "x") + "'}}");
        }
    }

    /** Very many calls with the same index and id, each repeated. */
    static final class CallsOfOneId implements IntConsumer {

        @Override
        public void accept(int calls) {
            read(calls, i -> "{'index':0,'id':'c','function':{'name':'add','arguments':'{\\'a\\':" + i / 2 + "}'}}");
        }
    }

    /** A complete call, followed by very many deltas. */
    static final class PiecesBehindTheEnd implements IntConsumer {

        @Override
        public void accept(int pieces) {
            String whole = "{\\'a\\':\\'" + "x".repeat(pieces) + "\\'}";
            read(
                    pieces,
                    i -> "{'index':0,'id':'c','function':{" + (i == 0 ? "'name':'add'," : "") + "'arguments':'"
                            + (i == 0 ? whole : "{}") + "'}}");
        }
    }

    /** A complete call that is not JSON, followed by very many deltas that might repeat it. */
    static final class PiecesBehindAGarbledCall implements IntConsumer {

        @Override
        public void accept(int pieces) {
            String whole = "{\\'a\\':\\'" + "x".repeat(50 * pieces) + "\\',b}";
            read(
                    pieces,
                    i -> "{'index':0,'id':'c','function':{" + (i == 0 ? "'name':'add'," : "") + "'arguments':'"
                            + (i == 0 ? whole : "{}") + "'}}");
        }
    }

    private interface Call {
        String number(int i);
    }

    private static void read(int count, Call call) {
        AnswerReader reader = Reading.DIALECTS.get("chat").reader("m", Reading.TARGET);
        for (int i = 0; i < count; i++) {
            String event = "{'choices':[{'delta':{'tool_calls':[" + call.number(i) + "]}}]}";
            reader.read(new SseEvent(
                    null, event.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        }
        reader.read(Reading.event("[DONE]"));
        reader.end();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OneCallInPieces.class,
                CallsOfOneId.class,
                PiecesBehindTheEnd.class,
                PiecesBehindAGarbledCall.class
            })
    void answer_ofManyPieces_takesWorkByItsSize(Class<? extends IntConsumer> answer) {
        double growth = (double) Steps.of(answer, 4_000) / Steps.of(answer, 2_000);

        assertThat(growth).isLessThan(2.5);
    }
}
