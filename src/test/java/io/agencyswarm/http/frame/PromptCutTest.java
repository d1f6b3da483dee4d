package io.agencyswarm.http.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptCutTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'response':{'instructions':'Lead.','id':1}}              | {'response':{'id':1}}",
                "{'response':{'id':1,'tools':[{'a':[{}]}],'b':2.50}}       | {'response':{'id':1,'b':2.50}}",
                "{'response':{'id':1,'tools':[]},'type':'x'}               | {'response':{'id':1},'type':'x'}",
                "{'response':{'id':1 , 'instructions':null , 'tools':{} }} | {'response':{'id':1 }}",
                "{'response':{'instructions':'Lead.','tools':[]}}          | {'response':{}}",
                "{'response':{'instructions':'é ☃ 🙂','id':'é'}}           | {'response':{'id':'é'}}",
                "{'response':{'tool\\u0073':[1],'id':1}}                   | {'response':{'id':1}}",
                "{'response':{'tools':1,'id':1,'tools':2,'last':3}}        | {'response':{'id':1,'last':3}}",
                "{'response':{'output':[{'tools':1}],'text':{'tools':2}}}  | {'response':{'output':[{'tools':1}],'text':{'tools':2}}}",
                "{'tools':1,'instructions':2,'response':null}              | {'tools':1,'instructions':2,'response':null}",
            })
    void event_withPrompts_losesThemAndNothingElse(String event, String expected) {
        byte[] cut = PromptRemover.removeFrom(bytes(event));

        assertThat(new String(cut, StandardCharsets.UTF_8)).isEqualTo(expected.replace('\'', '"'));
        assertThat(Json.readOwn(cut).isObject()).isTrue();
    }

    @Test
    void event_withoutPrompts_staysTheSameArray() {
        byte[] event = bytes("{'type':'response.created','response':{'id':1,'model':'m'}}");

        assertThat(PromptRemover.removeFrom(event)).isSameAs(event);
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
