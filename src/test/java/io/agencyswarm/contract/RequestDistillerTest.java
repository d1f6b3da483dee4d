package io.agencyswarm.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The compared parts of each kind of request to the model server. */
class RequestDistillerTest {

    @Test
    void request_isAnUpload_keepsNameAndPurpose() {
        assertThat(distilled("""
                {"method": "POST", "path": "/v1/files", "authorization": "Bearer k", "headers": {"A": ["b"]},
                 "filename": "note.txt", "purpose": "assistants", "bytes": 8}
                """)).isEqualTo("""
                {"method":"POST","path":"/v1/files","authorization":"Bearer k",\
                "filename":"note.txt","purpose":"assistants"}""");
    }

    @Test
    void request_isAChatCompletion_keepsMessagesAsInput() {
        assertThat(distilled("""
                {"method": "POST", "path": "/v1/chat/completions", "body": {"model": "m", "stream": true, "messages": [
                   {"role": "system", "content": "Be brief."},
                   {"role": "user", "content": [{"type": "text", "text": "x", "cache": 1}]}],
                 "tools": [{"type": "function", "function": {"name": "wait"}},
                           {"type": "function", "function": {"name": "add"}}]}}
                """)).isEqualTo("""
                {"method":"POST","path":"/v1/chat/completions","model":"m","instructions":"",\
                "input":[{"role":"system","content":"Be brief.","type":"message"},\
                {"role":"user","content":[{"type":"text","text":"x"}],"type":"message"}],"tools":["add","wait"]}""");
    }

    @Test
    void request_offersToolsOfTheProvider_namesThemByType() {
        assertThat(distilled("""
                {"method": "POST", "body": {"model": "m", "input": "x", "tools": [
                   {"type": "code_interpreter", "container": {"type": "auto", "file_ids": ["file-1"]}},
                   {"type": "function", "name": "add"}]}}
                """))
                .isEqualTo("{\"method\":\"POST\",\"model\":\"m\",\"instructions\":\"\",\"input\":\"x\","
                        + "\"tools\":[\"add\",\"code_interpreter\"]}");
    }

    @Test
    void request_asksForAForm_keepsItsSchemaAndWhetherItIsStrict() {
        assertThat(distilled("""
                {"method": "POST", "body": {"model": "m", "input": "x", "service_tier": "flex",
                   "text": {"format": {"type": "json_schema", "name": "Verdict", "strict": true, "schema": {
                      "type": "object", "additionalProperties": false, "required": ["b", "a"],
                      "properties": {"a": {"type": "string", "title": "A"}, "b": {"$ref": "#/$defs/B"}},
                      "$defs": {"B": {"type": "number"}}}}}}}
                """)).isEqualTo("""
                {"method":"POST","model":"m","instructions":"","input":"x","tools":[],"service_tier":"flex",\
                "output_schema":{"type":"object","required":["a","b"],\
                "properties":{"a":{"type":"string"},"b":{"type":"number"}},"strict":true}}""");
    }

    private static String distilled(String received) {
        return RequestDistiller.request(Wire.parse(received)).toString();
    }
}
