package io.agencyswarm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.Fuzz;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ModelEventReaderFuzzTest {

    @Provide
    Arbitrary<byte[]> events() {
        return Fuzz.bytes(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"type\":",
                "\"response.output_item.done\"",
                "\"response.completed\"",
                "\"error\"",
                "\"response.failed\"",
                "\"item\":{",
                "\"type\":\"function_call\"",
                "\"call_id\":\"c\"",
                "null",
                "1e999999999",
                "\"response\":{\"usage\":",
                "\"message\":",
                "\"a\"",
                "\\",
                "\"");
    }

    @Property
    void event_ofAnyBytes_isReadOrRefusedWithASentence(@ForAll("events") byte[] json) {
        try {
            assertThat(ModelEventReader.read(json).json()).isSameAs(json);
        } catch (ModelException e) {
            assertThat(e.getMessage()).startsWith("the model").doesNotContain("Exception", "com.fasterxml");
        }
    }
}
