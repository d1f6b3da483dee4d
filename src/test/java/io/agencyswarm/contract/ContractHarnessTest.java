package io.agencyswarm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the test code: the judge accepts correct answers and rejects each kind of wrong one. */
class ContractHarnessTest {

    private static final GoldenCase.Places NOWHERE = new GoldenCase.Places("", "", "");

    private static final String CASE = """
            {"id": "sample", "about": "",
             "steps": [{"do": "stream", "path": "/a/get_response_stream", "json": {"message": "x"}}],
             "expect": [{
               "status": 200, "headers": {"content-type": "text/event-stream"}, "first": "meta", "last": "end",
               "events": [
                 {"event": "meta", "data": {"run_id": "<id:1>"}},
                 {"agent": "A", "callerAgent": null, "type": "response.output_text.delta", "delta": "one two"},
                 {"agent": "A", "callerAgent": null, "type": "run_item_stream_event", "name": "tool_output",
                  "item": "tool_call_output_item", "raw_item": {"call_id": "<id:2>", "output": "3"}, "output": 3},
                 {"event": "messages", "data": {"run_id": "<id:1>", "cancelled": false, "usage": {"total_cost": 0.5},
                   "chat_name": "<absent>", "new_messages": [
                     {"type": "function_call", "call_id": "<id:2>", "arguments": {"a": 1}, "agent": "A",
                      "callerAgent": null, "timestamp": "<int>"},
                     {"type": "function_call_output", "call_id": "<id:2>", "output": "3", "agent": "A",
                      "callerAgent": null, "timestamp": "<int>"}]}},
                 {"event": "end", "data": "[DONE]"}]}],
             "model_requests": [{"method": "POST", "model": "m", "instructions": {"$contains": ["Be brief."]},
               "input": [{"type": "message", "role": "user", "content": "x"}], "tools": ["add", "wait"]}]}
            """;

    private static final String STREAM = """
            event: meta
            data: {"run_id":"r"}

            data: {"data":{"type":"raw_response_event","data":{"type":"response.output_text.delta","delta":"one "},\
            "agent":"A","callerAgent":null}}

            : keepalive

            data: {"data":{"type":"raw_response_event","data":{"type":"response.output_text.delta","delta":"two"},\
            "agent":"A","callerAgent":null}}

            data: {"data":{"type":"run_item_stream_event","name":"tool_output","item":{"type":"tool_call_output_item",\
            "raw_item":{"call_id":"c","output":"3"},"output":3},"agent":"A","callerAgent":null}}

            event: messages
            data: {"run_id":"r","cancelled":false,"usage":{"total_cost":0.5000000000001},"new_messages":[\
            {"type":"function_call","call_id":"c","arguments":"{\\"a\\":1}","agent":"A","callerAgent":null,"timestamp":1,\
            "agent_run_id":"g","run_trace_id":"t","history_protocol":"responses"},\
            {"type":"function_call_output","call_id":"c","output":"3","agent":"A","callerAgent":null,"timestamp":2,\
            "agent_run_id":"g","run_trace_id":"t","history_protocol":"responses"}]}

            event: end
            data: [DONE]

            """;

    private static final String RECEIVED = """
            [{"method": "POST", "body": {"model": "m", "instructions": "Hello. Be brief.",
              "input": [{"role": "user", "content": "x"}],
              "tools": [{"type": "function", "name": "wait"}, {"type": "function", "name": "add"}]}}]
            """;

    @Test
    void judge_answersAsRecorded_findsNothing() throws IOException {
        assertThat(faults(CASE, STREAM, RECEIVED)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a frame is missing              | event: end%ndata: [DONE]%n%n    | ^^                          | last
            the first frame is missing      | event: meta%n                   | ^^                          | first
            an unnamed frame is missing     | "delta":"two"                   | "delta":""                  | one two
            no blank after the colon        | event: end                      | event:end                   | entries
            a number as text                | "output":3}                     | "output":"3"}               | .output
            a text as number                | "output":"3"},"output"          | "output":3},"output"        | .raw_item.output
            a boolean as number             | "cancelled":false               | "cancelled":0               | .cancelled
            another boolean                 | "cancelled":false               | "cancelled":true            | .cancelled
            a null as text                  | "callerAgent":null              | "callerAgent":"null"        | .callerAgent
            a number that is off            | 0.5000000000001                 | 0.50000001                  | .total_cost
            a key is missing                | "cancelled":false,              | ^^                          | .cancelled
            a key that must not be there    | "cancelled":false,              | "cancelled":false,"chat_name":"n", | .chat_name
            an array has one more element   | "new_messages":[                | "new_messages":[{"agent":"B"}, | .new_messages: wanted 2
            one identifier, two values      | "run_id":"r","cancelled"        | "run_id":"s","cancelled"    | <id:1>
            an identifier is no text        | "call_id":"c","output":"3"}     | "call_id":1,"output":"3"}   | <id:2>
            a timestamp is no whole number  | "timestamp":2                   | "timestamp":2.5             | .timestamp
            timestamps do not grow          | "timestamp":2                   | "timestamp":1               | must grow
            an item without bookkeeping     | "agent_run_id":"g",             | ^^                          | has no agent_run_id
            an item of unknown protocol     | "history_protocol":"responses"  | "history_protocol":"chat"   | has no history_protocol
            a call without its output       | "type":"function_call_output"   | "type":"message"            | has no output
            """)
    void judge_streamDiffers_findsIt(String what, String right, String wrong, String named) throws IOException {
        String stream = STREAM.replaceFirst(Pattern.quote(right.replace("%n", "\n")), wrong);

        assertThat(stream).as("the sample holds what is replaced").isNotEqualTo(STREAM);
        assertThat(faults(CASE, stream, RECEIVED))
                .as(what)
                .anySatisfy(fault -> assertThat(fault).contains(named));
    }

    @Test
    void judge_oneValueForTwoIdentifiers_findsIt() throws IOException {
        String twoRuns = CASE.replace("\"run_id\": \"<id:1>\", \"cancelled\"", "\"run_id\": \"<id:3>\", \"cancelled\"");

        assertThat(faults(twoRuns, STREAM, RECEIVED)).singleElement().asString().contains("<id:3>");
    }

    @Test
    void judge_outputStandsBeforeItsCall_findsIt() throws IOException {
        String swapped = STREAM.replace("\"function_call\"", "\"x\"")
                .replace("\"function_call_output\"", "\"function_call\"")
                .replace("\"x\"", "\"function_call_output\"");

        assertThat(faults(CASE, swapped, RECEIVED)).anyMatch(fault -> fault.contains("an output without its call"));
    }

    @Test
    void judge_delegatedItemAfterItsCall_findsIt() throws IOException {
        String late = STREAM.replace("\"timestamp\":2", "\"timestamp\":2,\"parent_run_id\":\"d\"")
                .replace("\"call_id\":\"c\",\"arguments\"", "\"call_id\":\"d\",\"arguments\"");

        assertThat(faults(CASE, late, RECEIVED)).anyMatch(fault -> fault.contains("must stand before the call"));
    }

    @ParameterizedTest
    @CsvSource({"Be brief., Be long.", "wait, rest", "\"content\": \"x\", \"content\": \"y\"", "POST, PUT"})
    void judge_modelReceivedSomethingElse_findsIt(String right, String wrong) throws IOException {
        assertThat(faults(CASE, STREAM, RECEIVED.replace(right, wrong)))
                .singleElement()
                .asString()
                .startsWith("model");
    }

    @Test
    void judge_modelReceivedNothing_findsIt() throws IOException {
        assertThat(faults(CASE, STREAM, "[]")).singleElement().asString().contains("wanted 1 entries");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"loc":["body","a"],"msg":"m","type":"t"}]     | true
            [{"loc":["body","a",0],"msg":"m","type":"t"}]   | true
            [{"loc":["body"],"msg":"m","type":"t"}]         | false
            [{"loc":["body","b"],"msg":"m","type":"t"}]     | false
            [{"loc":["body","a"],"msg":"","type":"t"}]      | false
            [{"loc":["body","a"],"msg":"m"}]                | false
            {"loc":["body","a"],"msg":"m","type":"t"}       | false
            """)
    void matcher_validationErrors_comparesTheStartOfEachLocation(String got, boolean matches) throws IOException {
        assertThat(matches("{\"$loc\":[[\"body\",\"a\"]]}", got)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"$oneOf":[200,204]}  | 204     | true
            {"$oneOf":[200,204]}  | 500     | false
            {"$oneOf":[1]}        | true    | false
            {"$contains":["a"]}   | "bab"   | true
            {"$contains":["a"]}   | ["a"]   | false
            "<any>"               | false   | true
            "<any>"               | null    | false
            "<text>"              | " "     | false
            "<int>"               | true    | false
            "<int>"               | 1.0     | false
            3                     | 3.0     | true
            3                     | "3"     | false
            true                  | 1       | false
            null                  | ""      | false
            """)
    void matcher_placeholderOrValue_matchesItsKindOnly(String want, String got, boolean matches) throws IOException {
        assertThat(matches(want, got)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "about": ""         | "about": "", "abuot": ""
            "status": 200       | "status": 200, "statsu": 200
            "status": 200       | "statsu": 200
            "do": "stream"      | "do": "dream"
            "path":             | "paht":
            "id": "sample",     | "id": "sample", "id": "sample",
            "last": "end",      | "last":
            "expect": [{        | "expect": [{"status": 200}, {
            """)
    void goldenCase_notExactlyACase_isRefused(String right, String wrong) {
        assertThat(CASE).contains(right);
        assertThatIllegalArgumentException().isThrownBy(() -> GoldenCase.read(CASE.replace(right, wrong)));
    }

    @Test
    void goldenCase_fileOfAnotherName_isRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), CASE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoldenCase.read(file, NOWHERE))
                .withMessageContaining("holds the case sample");
    }

    @Test
    void goldenCase_fileThatEndsEarly_isRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("sample.json"), CASE.substring(0, CASE.length() / 2));

        assertThatIllegalArgumentException().isThrownBy(() -> GoldenCase.read(file, NOWHERE));
    }

    private static List<String> faults(String golden, String stream, String received) throws IOException {
        ObjectNode answer = Wire.object().put("status", 200);
        answer.putObject("headers").put("content-type", "text/event-stream; charset=utf-8");
        ArrayNode events = answer.putArray("events");
        ContractEventReader reader =
                new ContractEventReader(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));
        for (ObjectNode event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return Judge.faults(GoldenCase.read(golden), List.of(answer), Wire.MAPPER.readTree(received));
    }

    private static boolean matches(String want, String got) throws IOException {
        Matcher matcher = new Matcher();
        JsonNode expected = Wire.MAPPER.readTree(want);
        matcher.match("value", expected, Wire.MAPPER.readTree(got));
        return matcher.faults().isEmpty();
    }
}
