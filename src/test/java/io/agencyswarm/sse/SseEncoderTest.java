package io.agencyswarm.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseEncoderTest {

    @Test
    void encode_unnamedEvent_isDataAndAnEmptyLine() {
        assertThat(encode(null, "{\"a\":1}")).isEqualTo("data: {\"a\":1}\n\n");
    }

    @Test
    void encode_namedEvent_hasItsNameFirst() {
        assertThat(encode("meta", "{}")).isEqualTo("event: meta\ndata: {}\n\n");
    }

    @Test
    void encode_emptyData_isAnEmptyDataLine() {
        assertThat(encode("end", "")).isEqualTo("event: end\ndata: \n\n");
    }

    @Test
    void encode_textOutsideAscii_isUtf8() {
        Buffer buffer = Buffer.buffer();

        SseEncoder.encode(SseEvent.of("ä", "€😀"), buffer);

        assertThat(buffer.getBytes()).isEqualTo("event: ä\ndata: €😀\n\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void encode_whatSomeClientsTakeForLineEnds_isEscapedAsJsonHasIt() {
        assertThat(encode(null, "{\"a\":\"1\u20282\u20293\u00854“5”\"}"))
                .isEqualTo("data: {\"a\":\"1\\u20282\\u20293\\u00854“5”\"}\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\r\nb"})
    void encode_lineBreakInData_beginsANewDataLine(String data) {
        assertThat(encode(null, data)).isEqualTo("data: a\ndata: b\n\n");
    }

    @Test
    void encode_lineBreaksConcurrently_eachBeginsLine() {
        assertThat(encode(null, "\n\r\r\n\n")).isEqualTo("data: \n".repeat(5) + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n\nevent: end\ndata: [DONE]\n\n",
                "x\r\revent: end\rdata: [DONE]\r\r",
                "x\r\n\r\nevent: end\r\ndata: [DONE]\r\n\r\n",
                "\nevent: end",
                "event: end",
                ": comment\n:",
                "\r",
                "\n"
            })
    void encode_frameWithinTheData_staysOneEventWhenParsed(String data) {
        List<SseEvent> parsed = parse(encode("messages", data));

        assertThat(parsed).hasSize(1);
        assertThat(parsed.getFirst().name()).isEqualTo("messages");
        assertThat(parsed.getFirst().text())
                .isEqualTo(data.replace("\r\n", "\n").replace('\r', '\n'));
    }

    @Test
    void encode_randomData_comesBackFromTheParser() {
        Random random = new Random(20_260_102);
        String alphabet = "\n\r :aä😀{}\"de";
        for (int round = 0; round < 2_000; round++) {
            String data = random.ints(random.nextInt(30), 0, alphabet.length())
                    .mapToObj(at -> alphabet.substring(at, at + 1))
                    .reduce("", String::concat);

            assertThat(parse(encode(null, data) + encode("end", "[DONE]")))
                    .as("round %d", round)
                    .extracting(SseEvent::text)
                    .containsExactly(utf8(data).replace("\r\n", "\n").replace('\r', '\n'), "[DONE]");
        }
    }

    @ParameterizedTest
    @CsvSource({"'end\ndata: forged'", "'end\rdata: forged'", "'\n'", "'end\r\n'"})
    void encode_lineBreakInTheName_isRefusedAndWritesNothing(String name) {
        Buffer buffer = Buffer.buffer();

        assertThatThrownBy(() -> SseEncoder.encode(SseEvent.of(name, "x"), buffer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line break")
                .hasMessageContaining(name);
        assertThat(buffer.length()).isZero();
    }

    @Test
    void encode_intoABufferWithFrames_appends() {
        Buffer buffer = Buffer.buffer();

        SseEncoder.encode(SseEvent.of(null, "1"), buffer);
        SseEncoder.encode(SseEvent.of("b", "2"), buffer);

        assertThat(buffer.toString()).isEqualTo("data: 1\n\nevent: b\ndata: 2\n\n");
    }

    @Test
    void keepAlive_anyTime_isACommentThatParsersSkip() {
        Buffer buffer = Buffer.buffer();

        SseEncoder.keepAlive(buffer);

        assertThat(buffer.toString()).isEqualTo(": keepalive\n\n");
        assertThat(parse(buffer + encode(null, "a"))).extracting(SseEvent::text).containsExactly("a");
    }

    private static String encode(@Nullable String name, String data) {
        Buffer buffer = Buffer.buffer();
        SseEncoder.encode(SseEvent.of(name, data), buffer);
        return buffer.toString(StandardCharsets.UTF_8);
    }

    private static List<SseEvent> parse(String stream) {
        List<SseEvent> events = new ArrayList<>();
        SseParser parser = new SseParser(1 << 16);
        parser.feed(ByteBuffer.wrap(stream.getBytes(StandardCharsets.UTF_8)));
        for (SseEvent event = parser.next(); event != null; event = parser.next()) {
            events.add(event);
        }
        return events;
    }

    /** Unpaired surrogates can't be encoded in UTF-8; Java replaces them by question marks. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
