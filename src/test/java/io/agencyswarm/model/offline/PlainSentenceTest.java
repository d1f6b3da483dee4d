package io.agencyswarm.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainSentenceTest {

    private static final ToolSpec PRICE = tool(
            "price",
            "Tells what a number of rolls costs, in euros.",
            "{'rolls': {'type': 'integer', 'description': 'How many rolls.'}}",
            "rolls");
    private static final ToolSpec DELIVER = tool(
            "deliverOrder",
            "Delivers an order.",
            "{'city': {'type': 'string'}, 'speed': {'type': ['string', 'null'], 'enum': ['slow', 'fast']}, "
                    + "'weight': {'type': 'number', 'default': 1.5}}",
            "city",
            "speed",
            "weight");
    private static final ToolSpec CLOSE = tool("closeBakery", "Closes the shop of the bakery.", "{}");

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            What do 6 rolls cost?                                ~ price ~ {"rolls":6}
            Give me the price of 12 rolls.                       ~ price ~ {"rolls":12}
            Please deliver my order to New York, fast.           ~ deliverOrder ~ {"city":"New York","speed":"fast","weight":1.5}
            A slow order of 2.5 kg for "the Browns", please.     ~ deliverOrder ~ {"city":"the Browns","speed":"slow","weight":2.5}
            Close the shop now                                   ~ closeBakery ~ {}
            """)
    void step_sentenceWithWordsOfATool_callsItWithTheSentencesValues(String message, String tool, String arguments) {
        assertThat(step(message)).isEqualTo(new ScriptStep.Calls(List.of(new ScriptStep.Call(tool, arguments))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            Good morning                      ~ no word of a tool
            What do rolls cost?               ~ no number
            What do 1.5 rolls cost?           ~ no whole number
            Where is the bakery?              ~ one word, and no argument
            Deliver my order to New York      ~ no choice
            """)
    void step_sentenceThatNamesNoCall_showsHowToolsAreCalled(String message, String why) {
        assertThat(text(step(message)))
                .as(why)
                .startsWith("Echo: " + message + "\n\n(Offline model: set OPENAI_API_KEY for real answers.)\n\n")
                .contains("\n- `call price {\"rolls\":1} ;; text ${output}`")
                .contains(
                        "\n- `call deliverOrder {\"city\":\"city\",\"speed\":\"slow\",\"weight\":1.5} ;; text ${output}`")
                .contains("\n- `call closeBakery {} ;; text ${output}`");
    }

    @Test
    void step_linesThatItShows_areScripts() {
        String shown = text(step("Good morning"));
        shown.lines().filter(line -> line.startsWith("- ")).forEach(line -> {
            Script script = Script.of(line.substring("- `".length(), line.length() - 1));
            assertThat(ScriptCheck.problem(script)).isEmpty();
            assertThat(script.lines()).hasSize(2);
        });
    }

    @Test
    void step_afterCall_reportsOutputAndThatItGuessed() {
        Item.FunctionCall call = new Item.FunctionCall(Json.object(), "c1", "price", "{\"rolls\":6}");
        ModelRequest request = request(
                List.of(Item.userMessage("What do 6 rolls cost?"), call, Item.output(call, "2.7 euros")), PRICE);

        assertThat(text(PlainSentence.step(request, "What do 6 rolls cost?", 1)))
                .isEqualTo(
                        "The tool price returned: 2.7 euros\n\n(Offline model: it guessed this call from the words of"
                                + " the message. Set OPENAI_API_KEY for real answers.)");
    }

    @Test
    void step_agentWithoutTools_echoesTheMessage() {
        ModelRequest request = request(List.of(Item.userMessage("Hello")));

        assertThat(text(PlainSentence.step(request, "Hello", 0)))
                .isEqualTo("Echo: Hello\n\n(Offline model: set OPENAI_API_KEY for real answers.)");
    }

    private static ScriptStep step(String message) {
        return PlainSentence.step(request(List.of(Item.userMessage(message)), PRICE, DELIVER, CLOSE), message, 0);
    }

    private static String text(ScriptStep step) {
        return String.join("", ((ScriptStep.TextAnswer) step).words());
    }

    private static ModelRequest request(List<Item> input, ToolSpec... tools) {
        return new ModelRequest(
                "Baker",
                "test",
                "",
                input,
                new ModelTools(List.of(tools), List.of(), List.of()),
                ModelSettings.DEFAULTS,
                null,
                ClientConfig.NONE);
    }

    private static ToolSpec tool(String name, String description, String properties, String... required) {
        ObjectNode schema = Json.object().put("type", "object");
        try {
            schema.set("properties", Json.read(properties.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        List.of(required).forEach(schema.putArray("required")::add);
        return new ToolSpec(name, description, schema);
    }
}
