package io.agencyswarm.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the test code: the comparer accepts correct answers and reports each kind of wrong one. */
class QuirkHarnessTest {

    private static final String EXPECTED = """
            {"status": 200, "response": "Nine it is.", "model_requests": 2, "never_told": ["41"],
             "items": "user reasoning call output assistant ", "reasoning": "Add them.",
             "ran": [{"name": "add", "arguments": {"a": 4, "b": 5}, "output": "9"}],
             "sent": {"2": {"kinds": "system user call output ", "holds": ["gpt-4o"], "lacks": ["provider_data"],
               "calls": [{"name": "add", "arguments": {"a": 4, "b": 5}, "output": {"contains": ["9"]}}],
               "user": "work it OUT"}}}
            """;

    private static final String PLAIN = """
            {"response": "Nine it is.", "usage": {"total_tokens": 1}, "new_messages": [
              {"role": "user", "content": "Work it out.", "agent": "A", "timestamp": 1, "agent_run_id": "r",
               "run_trace_id": "t"},
              {"type": "reasoning", "summary": [{"type": "summary_text", "text": "Add them."}], "agent": "A",
               "timestamp": 2, "agent_run_id": "r", "run_trace_id": "t"},
              {"type": "function_call", "call_id": "c1", "name": "add", "arguments": "{\\"a\\": 4, \\"b\\": 5}",
               "agent": "A", "timestamp": 3, "agent_run_id": "r", "run_trace_id": "t"},
              {"type": "function_call_output", "call_id": "c1", "output": "9", "agent": "A", "timestamp": 4,
               "agent_run_id": "r", "run_trace_id": "t"},
              {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Nine it is."}],
               "agent": "A", "timestamp": 5, "agent_run_id": "r", "run_trace_id": "t"}]}
            """;

    private static final String REQUEST = """
            {"model": "gpt-4o", "messages": [{"role": "system", "content": "Help."},
              {"role": "user", "content": "Work it out."},
              {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function",
                "function": {"name": "add", "arguments": "{\\"a\\": 4, \\"b\\": 5}"}}]},
              {"role": "tool", "tool_call_id": "c1", "content": "9"}]}
            """;

    private static final String STREAM_EXPECTED = """
            {"status": 200, "response": "Nine.", "deltas": "Nine.", "run_items": ["tool_called", "tool_output"],
             "ends": {"type": ["response.incomplete"], "names": ["refusal"]},
             "ran": [{"name": "add", "arguments": {}, "output": "9"}]}
            """;

    private static final String STREAM = """
            event: meta
            data: {"run_id": "r"}

            data: {"data": {"type": "run_item_stream_event", "name": "tool_called"}}

            data: {"data": {"type": "run_item_stream_event", "name": "tool_output"}}

            : keepalive

            data: {"data": {"type": "raw_response_event", "data": {"type": "response.output_text.delta", "delta": "Nine."}}}

            data: {"data": {"type": "raw_response_event", "data": {"type": "response.incomplete", "reason": "refusal"}}}

            event: messages
            data: {"usage": {}, "new_messages": [\
            {"type": "function_call", "call_id": "c", "name": "add", "arguments": "{}", "agent": "A", "timestamp": 1, \
            "agent_run_id": "r", "run_trace_id": "t"}, \
            {"type": "function_call_output", "call_id": "c", "output": "9", "agent": "A", "timestamp": 2, \
            "agent_run_id": "r", "run_trace_id": "t"}, \
            {"role": "assistant", "content": "Nine.", "agent": "A", "timestamp": 3, "agent_run_id": "r", \
            "run_trace_id": "t"}]}

            event: end
            data: [DONE]

            """;

    private static final String AGUI_EXPECTED = """
            {"status": 200, "text": "Nine.", "ran": [{"name": "add", "arguments": {"a": 1}, "output": "9"}]}
            """;

    private static final String AGUI = """
            data: {"type": "RUN_STARTED"}

            data: {"type": "TOOL_CALL_START", "toolCallId": "c", "toolCallName": "add"}

            data: {"type": "TOOL_CALL_ARGS", "toolCallId": "c", "delta": "{\\"a\\": 1}"}

            data: {"type": "TOOL_CALL_END", "toolCallId": "c"}

            data: {"type": "TOOL_CALL_RESULT", "toolCallId": "c", "content": "9"}

            data: {"type": "TEXT_MESSAGE_START", "messageId": "m"}

            data: {"type": "TEXT_MESSAGE_CONTENT", "messageId": "m", "delta": "Nine."}

            data: {"type": "TEXT_MESSAGE_END", "messageId": "m"}

            data: {"type": "MESSAGES_SNAPSHOT", "messages": [{"role": "user", "content": "Go"}, \
            {"role": "assistant", "content": "Nine."}]}

            data: {"type": "RUN_FINISHED"}

            """;

    @Test
    void comparer_answersAreRight_findsNothing() {
        assertThat(plain(PLAIN, REQUEST)).isEmpty();
        assertThat(faults(STREAM_EXPECTED, "get_response_stream", STREAM, List.of()))
                .isEmpty();
        assertThat(faults(AGUI_EXPECTED, "agui", AGUI, List.of())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            another response                | "response": "Nine it is."     | "response": "Nine"              | response
            a part of the last turn         | "text": "Nine it is."         | "text": "Nine it is. Yes."      | whole text
            the run failed                  | "response": "Nine it is."     | "error": "x"                    | error
            another output                  | "output": "9"                 | "output": "8"                   | ran
            other arguments                 | "arguments": "{\\"a\\": 4     | "arguments": "{\\"a\\": 3       | ran
            a call without an output        | "type": "function_call_output" | "type": "other"                | an output for each call
            an output without a call        | "type": "function_call",      | "type": "other",                | a call for each output
            an output of another call       | "call_id": "c1", "output"     | "call_id": "c2", "output"       | a call for each output
            arguments as an object          | "{\\"a\\": 4, \\"b\\": 5}"    | {"a": 4, "b": 5}                | arguments
            a text that is never told       | "output": "9"                 | "output": "41"                  | no output 41
            other reasoning                 | Add them.                     | Add.                            | reasoning
            an item is missing              | "type": "reasoning"           | "type": "other"                 | items
            timestamps that stand still     | "timestamp": 2                | "timestamp": 1                  | timestamp
            an item without bookkeeping     | "agent_run_id": "r",          | ^^                              | agent_run_id
            no usage                        | "usage": {"total_tokens": 1}, | ^^                              | usage
            a class of Java                 | "output": "9"                 | "output": "java.lang.Integer"   | inner words
            an exception                    | "output": "9"                 | "output": "a ParseException"    | inner words
            a key                           | "total_tokens": 1             | "k": "sk-caller"                | no key
            no object                       | {"response"                   | ["response"                     | an object
            """)
    void comparer_plainAnswerDiffers_findsIt(String what, String right, String wrong, String named) {
        assertThat(PLAIN).contains(right);
        assertThat(plain(PLAIN.replaceFirst(Pattern.quote(right), quoted(wrong)), REQUEST))
                .as(what)
                .anyMatch(fault -> fault.contains(named));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a word that it must hold        | gpt-4o                        | gpt-5           | holds gpt-4o
            a word that it must not hold    | "model"                       | "provider_data" | lacks provider_data
            another message                 | Work it out.                  | Hello.          | user
            another output                  | "content": "9"                | "content": "8"  | model request 2
            no tool message                 | "role": "tool"                | "role": "user"  | an output for each call
            another order                   | "role": "system"              | "role": "user"  | system user call output
            a class of Java                 | Help.                         | dev.langchain4j.Foo | inner words
            """)
    void comparer_modelRequestDiffers_findsIt(String what, String right, String wrong, String named) {
        assertThat(REQUEST).contains(right);
        assertThat(plain(PLAIN, REQUEST.replace(right, wrong))).as(what).anyMatch(fault -> fault.contains(named));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            another delta                   | "delta": "Nine."              | "delta": "Nine"                | deltas
            another end                     | response.incomplete           | response.completed             | ends
            an end without its reason       | "reason": "refusal"           | "reason": "x"                  | ends
            a run item event less           | "name": "tool_output"         | "name": "x"                    | run_items
            the end is missing              | event: end%ndata: [DONE]%n%n  | ^^                             | frames
            the first frame is missing      | event: meta%n                 | ^^                             | frames
            a failure                       | {"data": {"type": "run_item_stream_event", "name": "tool_output"}} | {"error": "x", "data": {"type": "error", "content": "x"}} | error
            a failure in another form       | {"data": {"type": "run_item_stream_event", "name": "tool_output"}} | {"error": "x"} | error frame
            another text                    | "content": "Nine."            | "content": "Ten."              | response
            """)
    void comparer_streamDiffers_findsIt(String what, String right, String wrong, String named) {
        String from = right.replace("%n", "\n");
        assertThat(STREAM).contains(from);
        assertThat(faults(STREAM_EXPECTED, "get_response_stream", STREAM.replace(from, wrong), List.of()))
                .as(what)
                .anyMatch(fault -> fault.contains(named));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            another text as streamed        | "delta": "Nine."              | "delta": "Ten."                | text as streamed
            another text in the snapshot    | "content": "Nine."            | "content": "Ten."              | text of the snapshot
            a text that does not end        | TEXT_MESSAGE_END              | CUSTOM                         | ended
            a call that does not end        | TOOL_CALL_END                 | CUSTOM                         | ended
            a result of no call             | TOOL_CALL_START               | CUSTOM                         | a tool call for each result
            another result                  | "content": "9"                | "content": "8"                 | ran
            no end                          | RUN_FINISHED                  | CUSTOM                         | RUN_STARTED first
            two ends                        | "TEXT_MESSAGE_START", "messageId": "m" | "RUN_ERROR"           | RUN_STARTED first
            """)
    void comparer_aguiDiffers_findsIt(String what, String right, String wrong, String named) {
        assertThat(AGUI).contains(right);
        assertThat(faults(AGUI_EXPECTED, "agui", AGUI.replace(right, wrong), List.of()))
                .as(what)
                .anyMatch(fault -> fault.contains(named));
    }

    @Test
    void comparer_severalWaysAreRight_reportsTheNearest() {
        String ways = "{'any_of': [{'status': 200, 'response': 'Nine it is.', 'model_requests': [1, 3]},"
                + " {'status': 500, 'error': {'names': ['call_1']}, 'model_requests': 1}]}";

        assertThat(faults(ways, "get_response", PLAIN, requests(REQUEST))).isEmpty();
        assertThat(faults(ways, "get_response", PLAIN.replace("Nine", "Ten"), requests(REQUEST)))
                .singleElement()
                .asString()
                .startsWith("response");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'contains': ['Assistant', 'full']}     | true
            {'contains': ['Assistant', 'empty']}    | false
            {'names': ['LENGTH', 'queue']}          | true
            {'names': ['length']}                   | false
            {'lacks': ['not JSON']}                 | true
            {'lacks': ['queue']}                    | false
            """)
    void comparer_error_isHeldAgainstItsWords(String expected, boolean right) {
        String failed = "{\"error\": \"Agent Assistant: the queue is full\"}";

        assertThat(faults("{'status': 200, 'error': " + expected + "}", "get_response", failed, List.of())
                        .isEmpty())
                .isEqualTo(right);
    }

    @Test
    void comparer_strictProviderRefused_findsIt() {
        JsonNode body = JsonText.parse(REQUEST);
        QuirkAnswer answer = QuirkAnswer.of(
                "get_response",
                200,
                PLAIN,
                List.of(new QuirkScript.Received(1, "/c/v1/chat/completions", body, "too long")));

        assertThat(Invariants.faults(answer, true)).singleElement().asString().contains("too long");
        assertThat(Invariants.faults(answer, false)).isEmpty();
    }

    private static List<String> plain(String body, String request) {
        return faults(EXPECTED, "get_response", body, requests(request));
    }

    private static List<String> faults(
            String expected, String endpoint, String raw, List<QuirkScript.Received> requests) {
        QuirkAnswer answer = QuirkAnswer.of(endpoint, 200, raw, requests);
        List<QuirkFault> faults = new ArrayList<>(Comparer.faults(JsonText.of(expected), answer));
        faults.addAll(answer.outcome().faults());
        faults.addAll(Invariants.faults(answer, false));
        return faults.stream().map(QuirkFault::toString).toList();
    }

    private static List<QuirkScript.Received> requests(String second) {
        JsonNode first = JsonText.of("{'messages': [{'role': 'user', 'content': 'Work it out.'}]}");
        return List.of(
                new QuirkScript.Received(1, "/c/v1/chat/completions", first, null),
                new QuirkScript.Received(2, "/c/v1/chat/completions", JsonText.parse(second), null));
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
