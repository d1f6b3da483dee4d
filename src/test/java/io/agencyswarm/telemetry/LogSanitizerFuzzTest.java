package io.agencyswarm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.Fuzz;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LogSanitizerFuzzTest {

    @Provide
    Arbitrary<String> texts() {
        return Fuzz.text(
                " sk-0123456789",
                "Bearer ",
                "https://",
                "me:pass",
                "@",
                "host",
                "/",
                "\n",
                "\r",
                "\u001b[31m",
                "\u2028",
                "\u202e",
                "key-",
                "a",
                " ");
    }

    @Property
    void text_ofAnyKind_staysOnOneLineWithoutSecrets(@ForAll("texts") String text) {
        String clean = LogSanitizer.clean(text);

        assertThat(clean.chars()).noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x202e);
        assertThat(clean).doesNotContain(" sk-0123456789");
    }
}
