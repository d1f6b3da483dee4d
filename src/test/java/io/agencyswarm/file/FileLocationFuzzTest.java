package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.net.HostName;
import io.agencyswarm.testing.Fuzz;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FileLocationFuzzTest {

    @Provide
    Arbitrary<String> sources() {
        return Fuzz.text(
                "http://",
                "https://",
                "file://",
                "file:",
                "/",
                "\\",
                "..",
                "%2f",
                "%00",
                "@",
                ":",
                "?",
                "#",
                "[::1]",
                "127.0.0.1",
                "0x7f.1",
                "2130706433",
                "localhost",
                "example.org",
                "under_score",
                ".",
                ".txt",
                "user:pass",
                " ",
                "\n",
                "\u0000",
                "é",
                "。",
                "80");
    }

    @Property
    void source_ofAnyText_isReadOrRefusedWithASentence(@ForAll("sources") String text) {
        try {
            Attachment attachment = Attachment.all(Map.of("a.txt", text), 1).getFirst();
            switch (attachment.location()) {
                case FileLocation.Local(var path) -> assertThat(path).isAbsolute();
                case FileLocation.Remote(var url) -> {
                    assertThat(url.uri().getScheme().toLowerCase()).isIn("http", "https");
                    assertThat(url.hasUser()).isFalse();
                    assertThat(url.host()).isNotNull();
                    assertThat(url.port()).isBetween(1, 65_535);
                    assertThat(url.target()).startsWith("/").doesNotContain(" ", "\n", "\r");
                }
            }
        } catch (AgencyException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.ATTACHMENT);
            assertThat(e.getMessage())
                    .startsWith("The file \"a.txt\" can't be attached: ")
                    .doesNotContain("Exception", "java.", "\n");
        }
    }

    @Property
    void host_ofAnyText_isOneNotationOrRefused(@ForAll("sources") String text) {
        try {
            HostName host = HostName.of("[".equals(text) ? "" : text);
            assertThat(HostName.of(
                            host.text().indexOf(':') >= 0 && host.literal().isPresent()
                                    ? "[" + host.text() + "]"
                                    : host.text()))
                    .isEqualTo(host);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            assertThat(e).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("unusual notation");
        }
    }
}
