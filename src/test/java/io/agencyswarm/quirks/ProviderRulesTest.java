package io.agencyswarm.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For each format, a valid request is accepted, and each damaged one is rejected for its own reason. */
class ProviderRulesTest {

    private static final Map<String, String> PATHS = Map.of(
            "anthropic", "/c/v1/messages",
            "responses", "/c/v1/responses",
            "chat", "/c/v1/chat/completions",
            "deepseek", "/c/v1/chat/completions",
            "mistral", "/c/v1/chat/completions",
            "perplexity", "/c/v1/chat/completions",
            "gemini", "/c/v1/models/gemini-3-pro:streamGenerateContent?alt=sse",
            "ollama", "/c/api/chat",
            "bedrock", "/c/model/anthropic.claude/converse-stream");

    private static final Map<String, String> GOOD = Map.of(
            "anthropic",
            """
            {'thinking': {'type': 'enabled'}, 'messages': [
              {'role': 'user', 'content': 'Add.'},
              {'role': 'assistant', 'content': [{'type': 'thinking', 'thinking': 'hm', 'signature': 's'},
                {'type': 'tool_use', 'id': 'c1', 'name': 'add', 'input': {}},
                {'type': 'tool_use', 'id': 'c2', 'name': 'add', 'input': {}}]},
              {'role': 'user', 'content': [{'type': 'tool_result', 'tool_use_id': 'c1', 'content': '1'},
                {'type': 'tool_result', 'tool_use_id': 'c2', 'content': '2'}, {'type': 'text', 'text': 'Go on.'}]}]}
            """,
            "responses",
            """
            {'input': [
              {'role': 'user', 'content': 'Add.'},
              {'type': 'reasoning', 'id': 'rs_1', 'summary': []},
              {'type': 'function_call', 'id': 'fc_1', 'call_id': 'c1', 'name': 'add', 'arguments': '{}'},
              {'type': 'function_call_output', 'call_id': 'c1', 'output': '1'},
              {'type': 'message', 'role': 'assistant', 'id': 'msg_1', 'content': [
                {'type': 'output_text', 'text': 'One.', 'annotations': [], 'logprobs': []}]}]}
            """,
            "chat",
            """
            {'model': 'gpt-4o', 'messages': [
              {'role': 'user', 'content': 'Add.'},
              {'role': 'assistant', 'tool_calls': [
                {'id': 'c1', 'function': {'name': 'add', 'arguments': '{}'}},
                {'id': 'c2', 'function': {'name': 'add', 'arguments': '{}'}}]},
              {'role': 'tool', 'tool_call_id': 'c1', 'content': '1'},
              {'role': 'tool', 'tool_call_id': 'c2', 'content': '2'}]}
            """,
            "deepseek",
            """
            {'model': 'deepseek-reasoner', 'messages': [
              {'role': 'user', 'content': 'Add.'},
              {'role': 'assistant', 'reasoning_content': 'hm', 'tool_calls': [
                {'id': 'c1', 'function': {'name': 'add', 'arguments': '{}'}}]},
              {'role': 'tool', 'tool_call_id': 'c1', 'content': '1'}]}
            """,
            "mistral",
            """
            {'model': 'mistral-large', 'messages': [
              {'role': 'user', 'content': 'Add.'},
              {'role': 'assistant', 'tool_calls': [
                {'id': 'abcDEF123', 'function': {'name': 'add', 'arguments': '{}'}}]},
              {'role': 'tool', 'tool_call_id': 'abcDEF123', 'content': '1'},
              {'role': 'assistant', 'content': 'One.'},
              {'role': 'user', 'content': 'Go on.'}]}
            """,
            "perplexity",
            """
            {'model': 'sonar', 'messages': [
              {'role': 'system', 'content': 'Help.'},
              {'role': 'system', 'content': 'Be brief.'},
              {'role': 'user', 'content': 'Add.'},
              {'role': 'assistant', 'content': 'One.'}, {'role': 'user', 'content': 'Go on.'}]}
            """,
            "gemini",
            """
            {'contents': [
              {'role': 'user', 'parts': [{'text': 'Add.'}]},
              {'role': 'model', 'parts': [{'functionCall': {'name': 'add', 'args': {}}, 'thoughtSignature': 's'},
                {'functionCall': {'name': 'add', 'args': {}}}]},
              {'role': 'user', 'parts': [{'functionResponse': {'name': 'add', 'response': {}}},
                {'functionResponse': {'name': 'add', 'response': {}}}]},
              {'role': 'model', 'parts': [{'text': 'One.'}]}]}
            """,
            "ollama",
            """
            {'messages': [
              {'role': 'user', 'content': 'Add.'},
              {'role': 'assistant', 'content': '', 'tool_calls': [{'function': {'name': 'add', 'arguments': {}}}]},
              {'role': 'tool', 'content': '1'}]}
            """,
            "bedrock",
            """
            {'toolConfig': {'tools': [{}]}, 'additionalModelRequestFields': {'thinking': {'type': 'enabled'}},
             'messages': [
              {'role': 'user', 'content': [{'text': 'Add.'}]},
              {'role': 'assistant', 'content': [{'reasoningContent': {}},
                {'toolUse': {'toolUseId': 'c1', 'name': 'add', 'input': {}}},
                {'toolUse': {'toolUseId': 'c2', 'name': 'add', 'input': {}}}]},
              {'role': 'user', 'content': [{'toolResult': {'toolUseId': 'c1', 'content': [{'text': '1'}]}},
                {'toolResult': {'toolUseId': 'c2', 'content': [{'text': '2'}]}}]}]}
            """);

    @Test
    void rules_goodRequests_areTaken() {
        assertThat(GOOD)
                .allSatisfy((format, body) -> assertThat(ProviderRules.refusal(PATHS.get(format), JsonText.of(body)))
                        .as(format)
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            anthropic | 'content': 'Add.'                    | 'content': ''                     | must be non-empty
            anthropic | 'Go on.'                             | ' '                               | non-whitespace
            anthropic | 'content': 'Add.'                    | 'content': []                     | non-empty content
            anthropic | 'id': 'c1'                           | 'id': 'functions.add:0'           | should match pattern
            anthropic | 'id': 'c2'                           | 'id': 'c1'                        | must be unique
            anthropic | 'input': {}                          | 'input': '{}'                     | valid dictionary
            anthropic | 'tool_use_id': 'c1'                  | 'tool_use_id': 'c2'               | without `tool_result`
            anthropic | 'tool_use', 'id': 'c2'               | 'other', 'id': 'c2'               | unexpected `tool_use_id`
            anthropic | [{'type': 'tool_result'              | [{'type': 'x'}, {'type': 'tool_result' | without `tool_result`
            anthropic | 'type': 'thinking'                   | 'type': 'x'                       | must start with a thinking
            anthropic | 'signature': 's'                     | 'x': 's'                          | signature: Field required
            responses | 'summary': []                        | 'summary': [], 'status': 'x'      | Unknown parameter: 'input[1].status'
            responses | 'id': 'fc_1'                         | 'id': 'call_1'                    | begins with 'fc'
            responses | 'rs_1'                               | 'chatcmpl_1'                      | begins with 'rs'
            responses | 'msg_1'                              | '__fake_id__'                     | begins with 'msg'
            responses | 'output': '1'                        | 'output': '1', 'id': 'fc_1'       | Duplicate item
            responses | 'call_id': 'c1', 'output'            | 'output'                          | Missing required parameter
            responses | 'arguments': '{}'                    | 'arguments': {}                   | expected a string
            responses | 'call_id': 'c1', 'output'            | 'call_id': 'c2', 'output'         | No tool output found
            responses | 'type': 'function_call', 'id': 'fc_1' | 'type': 'x', 'id': 'fc_1'        | No tool call found
            responses | 'logprobs': []                       | 'logprobs': null                  | logprobs': expected an array
            responses | 'annotations': []                    | 'citations': []                   | content[0].citations
            chat      | 'tool_call_id': 'c1'                 | 'tool_call_id': 'c3'              | must be followed by tool messages
            chat      | 'tool_calls': [                      | 'x': [                            | must be a response to
            chat      | '{}'                                 | {}                                | expected a string
            chat      | 'id': 'c1'                           | 'id': 'c12345678901234567890123456789012345678901' | string too long
            chat      | 'c2'                                 | 'c1'                              | must be followed by tool messages
            deepseek  | 'reasoning_content': 'hm', 'tool_calls' | 'tool_calls'                   | must be passed back
            mistral   | abcDEF123                            | call_1                            | with a length of 9
            mistral   | {'role': 'assistant', 'content': 'One.'}, | ^^                           | after role 'tool'
            mistral   | 'content': 'One.'                    | 'content': ''                     | but not none
            mistral   | 'role': 'user', 'content': 'Go on.'  | 'role': 'assistant', 'content': 'x' | Expected last role
            mistral   | 'tool_call_id': 'abcDEF123'         | 'tool_call_id': 'abcDEF124'       | Not the same number
            perplexity | 'assistant'                         | 'user'                            | should alternate
            perplexity | 'role': 'user', 'content': 'Go on.' | 'role': 'assistant', 'content': 'x' | should alternate
            perplexity | 'role': 'system', 'content': 'Help.' | 'role': 'user', 'content': 'x'   | at the beginning
            perplexity | , {'role': 'user', 'content': 'Go on.'} | ^^                            | Last message must
            gemini    | 'contents': [                        | 'x': [                            | not specified
            gemini    | [{'text': 'One.'}]                   | []                                | at least one parts field
            gemini    | 'Add.'                               | ''                                | empty text
            gemini    | 'args': {}                           | 'args': ''                        | args
            gemini    | 'response': {}                       | 'response': ''                    | response
            gemini    | 'thoughtSignature': 's'              | 'x': ''                           | thought_signature
            gemini    | {'functionResponse'                  | {'text': 'x', 'x'                 | number of function response
            gemini    | 'role': 'user', 'parts': [{'text'    | 'role': 'model', 'parts': [{'text' | first turn
            gemini    | 'role': 'user', 'parts': [{'functionR | 'role': 'model', 'parts': [{'functionR | alternate
            gemini    | 'functionCall'                       | 'x'                               | function response turn
            ollama    | 'arguments': {}                      | 'arguments': '{}'                 | cannot unmarshal string
            ollama    | 'content': 'Add.'                    | 'content': []                     | cannot unmarshal array
            ollama    | 'role': 'tool'                       | 'role': 'user'                    | without a tool message
            ollama    | 'tool_calls'                         | 'x'                               | without a call
            bedrock   | 'messages'                           | 'x'                               | required
            bedrock   | 'Add.'                               | ' '                               | is blank
            bedrock   | 'text': '1'                          | 'text': ''                        | is blank
            bedrock   | c1                                   | functions.add:0                   | regular expression
            bedrock   | 'toolUseId': 'c2'                    | 'toolUseId': 'c1'                 | duplicate Ids
            bedrock   | 'input': {}                          | 'input': '{}'                     | Provide a json object
            bedrock   | {'toolResult': {'toolUseId': 'c1'    | {'x': {'toolUseId': 'c1'          | Expected toolResult
            bedrock   | 'toolUse': {'toolUseId': 'c2'        | 'x': {'toolUseId': 'c2'           | exceeds the number
            bedrock   | 'toolConfig'                         | 'x'                               | toolConfig field must
            bedrock   | 'reasoningContent'                   | 'x'                               | must start with a thinking
            bedrock   | 'role': 'user', 'content': [{'text'  | 'role': 'assistant', 'content': [{'text' | start with a user
            bedrock   | 'role': 'assistant'                  | 'role': 'user'                    | alternate
            bedrock   | [{'text': 'Add.'}]                   | []                                | is empty
            """)
    void rules_damagedRequest_isRefusedForThat(String format, String right, String wrong, String why) {
        String good = GOOD.get(format);
        assertThat(good).contains(right);
        JsonNode damaged = JsonText.of(good.replace(right, wrong));

        assertThat(ProviderRules.refusal(PATHS.get(format), damaged))
                .hasValueSatisfying(words -> assertThat(words).contains(why));
    }
}
