package io.agencyswarm.model.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.model.call.CallIdRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures and files of tools in each format. */
class OutputMediaTest {

    private static final String CALL = "{'type':'function_call','call_id':'call_1','name':'draw','arguments':'{}'}";
    private static final String TEXT = "{'type':'input_text','text':'Drawn.'}";
    private static final String PICTURE =
            "{'type':'input_image','image_url':'data:image/png;base64,AAAA','detail':'low'}";
    private static final String ADDRESS = "{'type':'input_image','image_url':'https://example.org/a.png'}";
    private static final String PDF =
            "{'type':'input_file','file_data':'data:application/pdf;base64,JVBE','filename':'r.pdf'}";
    private static final String ONLY_ADDRESS =
            "(The image can\\'t be shown to this model; only its address is known: https://example.org/a.png.)";

    static Stream<Arguments> outputs() {
        return Stream.of(
                Arguments.of("anthropic", "m", """
                        {'role':'user','content':[{'type':'tool_result','tool_use_id':'call_1','content':[
                         {'type':'text','text':'Drawn.'},
                         {'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}},
                         {'type':'image','source':{'type':'url','url':'https://example.org/a.png'}},
                         {'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'JVBE'},
                          'title':'r.pdf'}]}]}"""),
                Arguments.of("converse", "m", """
                        {'role':'user','content':[{'toolResult':{'toolUseId':'call_1','content':[
                         {'text':'Drawn.'},{'image':{'format':'png','source':{'bytes':'AAAA'}}},{'text':'ADDRESS'},
                         {'document':{'format':'pdf','name':'document-1','source':{'bytes':'JVBE'}}}]}}]}"""),
                Arguments.of("gemini", "gemini-3-pro", """
                        {'role':'user','parts':[{'functionResponse':{'name':'draw','response':{'response':
                         'Drawn.ADDRESS'},'parts':[
                         {'inlineData':{'mimeType':'image/png','data':'AAAA'}},
                         {'inlineData':{'mimeType':'application/pdf','data':'JVBE'}}]}}]}"""),
                Arguments.of("gemini", "gemini-2.5-pro", """
                        {'role':'user','parts':[{'functionResponse':{'name':'draw','response':{'response':
                         'Drawn.ADDRESS'}}},{'text':'What the tool draw returned:'},
                         {'inlineData':{'mimeType':'image/png','data':'AAAA'}},
                         {'inlineData':{'mimeType':'application/pdf','data':'JVBE'}}]}"""),
                Arguments.of("ollama", "m", """
                        {'role':'tool','tool_name':'draw','content':
                         'Drawn.ADDRESS(The file r.pdf can\\'t be shown to this model; its type is application/pdf.)'},
                        {'role':'user','content':'What the tool draw returned:','images':['AAAA']}"""),
                Arguments.of("chat", "m", """
                        {'role':'tool','tool_call_id':'call_1','content':
                         'Drawn.(The file r.pdf can\\'t be shown to this model; its type is application/pdf.)'},
                        {'role':'user','content':[{'type':'text','text':'What the tool draw returned:'},
                         {'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA','detail':'low'}},
                         {'type':'image_url','image_url':{'url':'https://example.org/a.png','detail':'auto'}}]}"""),
                Arguments.of("openai", "m", """
                        {'role':'tool','tool_call_id':'call_1','content':'Drawn.'},
                        {'role':'user','content':[{'type':'text','text':'What the tool draw returned:'},
                         {'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA','detail':'low'}},
                         {'type':'image_url','image_url':{'url':'https://example.org/a.png','detail':'auto'}},
                         {'type':'file','file':{'filename':'r.pdf','file_data':
                          'data:application/pdf;base64,JVBE'}}]}"""),
                Arguments.of("mistral", "m", """
                        {'role':'tool','tool_call_id':'call_1','content':
                         'Drawn.(The file r.pdf can\\'t be shown to this model; its type is application/pdf.)'},
                        {'role':'assistant','content':'(no answer)'},
                        {'role':'user','content':[{'type':'text','text':'What the tool draw returned:'},
                         {'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA','detail':'low'}},
                         {'type':'image_url','image_url':{'url':'https://example.org/a.png','detail':'auto'}}]}"""));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("outputs")
    void output_withPicturesAndAFile_isPutAsTheProviderTakesIt(String dialect, String model, String expected) {
        JsonNode messages = messages(dialect, model, TEXT, PICTURE, ADDRESS, PDF);
        // After the message with the call.
        List<JsonNode> written =
                messages.valueStream().skip(callAt(messages) + 1L).toList();

        assertThat(Json.tree(written).toString().replaceAll("call_id\":\"[a-z0-9]{9}\"", "call_id\":\"call_1\""))
                .isEqualTo(json("[" + expected.replace("ADDRESS", ONLY_ADDRESS).replace("\n", "") + "]")
                        .toString());
    }

    @Test
    void output_ofAPictureAlone_saysWhereItIs() {
        assertThat(messages("chat", "m", PICTURE).path(2).path("content").asText())
                .isEqualTo("It is in the next message.");
        assertThat(messages("anthropic", "m", PICTURE).at("/2/content/0/content"))
                .hasSize(1);
    }

    @Test
    void output_withWhatNoProviderTakes_isASentence() {
        JsonNode content = messages(
                        "anthropic",
                        "m",
                        "{'type':'input_image','file_id':'file-1'}",
                        "{'type':'input_image','image_url':'data:image/tiff;base64,AAAA'}",
                        "{'type':'input_file','file_url':'ftp://x/y','filename':'y'}")
                .at("/2/content/0/content");

        assertThat(content.findValuesAsText("text"))
                .containsExactly(
                        "(The image can't be shown to this model; it is stored with OpenAI.)",
                        "(The image can't be shown to this model; its type is image/tiff.)",
                        "(The file y can't be shown to this model; only its address is known: ftp://x/y.)");
    }

    private static JsonNode messages(String dialect, String model, String... parts) {
        String output = "{'type':'function_call_output','call_id':'call_1','output':[" + String.join(",", parts) + "]}";
        ModelRequest request = new ModelRequest(
                "Ann",
                model,
                "",
                Stream.of("{'role':'user','content':'Draw.'}", CALL, output)
                        .map(OutputMediaTest::item)
                        .toList(),
                ModelTools.NONE,
                ModelSettings.DEFAULTS,
                null,
                ClientConfig.NONE);
        ObjectNode body = dialect(dialect).body(request);
        return body.path(dialect.equals("gemini") ? "contents" : "messages");
    }

    private static Dialect dialect(String name) {
        return name.equals("openai")
                ? new ChatCompletions(CallIdRule.CHAT, Set.of(ChatTrait.FILES))
                : Reading.DIALECTS.get(name);
    }

    private static int callAt(JsonNode messages) {
        for (int i = 0; i < messages.size(); i++) {
            String text = messages.get(i).toString();
            if (text.contains("tool_calls")
                    || text.contains("tool_use\"")
                    || text.contains("toolUse\"")
                    || text.contains("functionCall")) {
                return i;
            }
        }
        throw new AssertionError("no call in " + messages);
    }

    private static Item item(String json) {
        return Item.of((ObjectNode) json(json)).orElseThrow();
    }

    private static JsonNode json(String text) {
        String json = text.replace("\\'", "‹").replace('\'', '"').replace("‹", "'");
        return Json.readOwn(json.getBytes(StandardCharsets.UTF_8));
    }
}
