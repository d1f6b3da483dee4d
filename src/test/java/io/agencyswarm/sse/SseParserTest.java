package io.agencyswarm.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {

    private static final int LIMIT = 1 << 16;
    private static final String BOM = "\uFEFF";

    /** The elements of a stream: all line ends, comments, ignored fields, text outside ASCII, and a cut end. */
    private static final String MIXED = BOM + "event: grüße\ndata: {\"a\":\"ä€😀\"}\n\n"
            + ": a comment\r\n\r\ndata:one\r\ndata: two\r\ndata\r\n\r\n"
            + "id: 7\rretry: 10\rdata:  blank kept\r\r"
            + "event: nothing\n\n\n\ndata\n\ndataset: no\ndata: 日本語\n\ndata: cut";

    @ParameterizedTest
    @CsvSource({"'\n'", "'\r'", "'\r\n'"})
    void feed_anyEndOfLine_endsLinesAndEvents(String end) {
        String stream = String.join(end, "event: first", "data: 1", "", "data: 2", "", "");

        assertThat(parse(stream)).containsExactly("first|1", "null|2");
    }

    @Test
    void feed_mixedEndsOfLines_eachEndsOneLine() {
        assertThat(parse("data: a\rdata: b\ndata: c\r\n\r\n")).containsExactly("null|a\nb\nc");
        assertThat(parse("data: a\n\r\ndata: b\r\r")).containsExactly("null|a", "null|b");
    }

    @Test
    void feed_crlfSplitOverChunks_isOneEndOfLine() {
        assertThat(parse("data: a\r", "\ndata: b\r", "\n\r", "\n")).containsExactly("null|a\nb");
    }

    @Test
    void feed_crThenChunkWithText_keepsTheText() {
        assertThat(parse("data: a\r", "data: b\n\n")).containsExactly("null|a\nb");
    }

    @Test
    void feed_crEndsEvent_theEventComesWithoutItsLf() {
        assertThat(parse("data: a\r\r")).containsExactly("null|a");
    }

    @Test
    void feed_lfAfterTheCrOfAnotherChunkAndAnEmptyOne_isStillTheSameEnd() {
        assertThat(parse("data: a\r", "", "\ndata: b\n\n")).containsExactly("null|a\nb");
    }

    @Test
    void feed_byteOrderMarkAtTheBeginning_isDropped() {
        assertThat(parse(BOM + "data: a\n\n")).containsExactly("null|a");
    }

    @Test
    void feed_byteOrderMarkLater_isPartOfTheField() {
        assertThat(parse("data: a\n" + BOM + "data: b\n\n")).containsExactly("null|a");
        assertThat(parse(BOM + BOM + "data: a\n\n")).isEmpty();
    }

    @Test
    void feed_byteOrderMarkSplitOverChunks_isDropped() {
        assertThat(parseInChunks((BOM + "data: a\n\n").getBytes(StandardCharsets.UTF_8), 1))
                .containsExactly("null|a");
    }

    @Test
    void feed_comments_areNoEventsAndBelongToNone() {
        assertThat(parse(": keepalive\n\n", ":\n\n", "data: a\n:data: b\ndata: c\n\n"))
                .containsExactly("null|a\nc");
    }

    @Test
    void feed_severalDataLines_areJoinedByLf() {
        assertThat(parse("data: a\ndata: b\ndata:\ndata: c\n\n")).containsExactly("null|a\nb\n\nc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data\n\n", "data:\n\n", "data: \n\n"})
    void feed_emptyData_isAnEventWithEmptyData(String stream) {
        assertThat(parse(stream)).containsExactly("null|");
    }

    @Test
    void feed_noData_isNoEventAndItsNameIsForgotten() {
        assertThat(parse("event: lost\n\ndata: a\n\n")).containsExactly("null|a");
    }

    @Test
    void feed_idAndRetry_areIgnored() {
        assertThat(parse("id: 1\nretry: 5\ndata: a\nid\n\n", "id: 2\n\n")).containsExactly("null|a");
    }

    @Test
    void feed_unknownFields_areIgnored() {
        assertThat(parse("dat: x\ndatas: x\n data: x\nDATA: x\ndata: a\n\n")).containsExactly("null|a");
    }

    @Test
    void feed_blankAfterColon_isDroppedOnce() {
        assertThat(parse("data:a\n\ndata: b\n\ndata:  c\n\ndata:\td\n\n"))
                .containsExactly("null|a", "null|b", "null| c", "null|\td");
    }

    @Test
    void feed_colonsInTheValue_areKept() {
        assertThat(parse("event:a:b\ndata: {\"k\": 1}\n\n")).containsExactly("a:b|{\"k\": 1}");
    }

    @Test
    void feed_nameGivenTwice_theLastCounts() {
        assertThat(parse("event: a\nevent: b\ndata: 1\n\n", "event: a\nevent:\ndata: 2\n\n"))
                .containsExactly("b|1", "null|2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: cut", "data: cut\n", "data: cut\r", "event: cut\r\ndata: cut\r\n"})
    void feed_streamEndsWithinAnEvent_theEventIsDropped(String end) {
        assertThat(parse("data: a\n\n" + end)).containsExactly("null|a");
    }

    @Test
    void feed_event_isHandedOverWithItsEmptyLine() {
        List<String> events = new ArrayList<>();
        SseParser parser = new SseParser(LIMIT);

        read(parser, bytes("data: a\n"), events);
        assertThat(events).isEmpty();
        read(parser, bytes("\n"), events);
        assertThat(events).containsExactly("null|a");
    }

    @Test
    void feed_multiByteCharactersSplitOverChunks_areWhole() {
        byte[] stream = bytes("event: ä\ndata: €😀\n\n");

        for (int cut = 0; cut <= stream.length; cut++) {
            List<String> events = new ArrayList<>();
            SseParser parser = new SseParser(LIMIT);
            read(parser, Arrays.copyOfRange(stream, 0, cut), events);
            read(parser, Arrays.copyOfRange(stream, cut, stream.length), events);
            assertThat(events).as("cut at byte %d", cut).containsExactly("ä|€😀");
        }
    }

    @Test
    void feed_byteByByte_isTheSameAsWhole() {
        byte[] stream = bytes(MIXED);
        List<String> whole = parseInChunks(stream, stream.length);

        assertThat(whole)
                .containsExactly("grüße|{\"a\":\"ä€😀\"}", "null|one\ntwo\n", "null| blank kept", "null|", "null|日本語");
        assertThat(parseInChunks(stream, 1)).isEqualTo(whole);
    }

    @Test
    void feed_randomStreamsInRandomChunks_areTheSameAsWhole() {
        Random random = new Random(20_260_101);
        List<String> pieces = List.of(
                "data: ", "data:", "data", "event: ", "event: x", ":", " ", "ä", "😀", "a", "\n", "\r", "\r\n", BOM);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            byte[] stream = bytes(text.append("\n\ndata: end\n\n").toString());

            List<String> events = new ArrayList<>();
            SseParser parser = new SseParser(LIMIT);
            int from = 0;
            while (from < stream.length) {
                int to = Math.min(stream.length, from + random.nextInt(6));
                read(parser, Arrays.copyOfRange(stream, from, to), events);
                from = to;
            }

            assertThat(events)
                    .as("round %d: %s", round, text)
                    .isEqualTo(parseInChunks(stream, stream.length))
                    .endsWith("null|end");
        }
    }

    @Test
    void feed_lineLongerThanAllowed_isRefusedBeforeItsEnd() {
        SseParser parser = new SseParser(100);

        assertThatThrownBy(() -> read(parser, bytes("data: " + "x".repeat(100)), new ArrayList<>()))
                .isInstanceOf(EventTooLargeException.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void feed_eventOfManyLinesLargerThanAllowed_isRefused() {
        SseParser parser = new SseParser(100);
        String line = "data: " + "x".repeat(20) + "\n";

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        read(parser, bytes(line), new ArrayList<>());
                    }
                })
                .isInstanceOf(EventTooLargeException.class);
    }

    @Test
    void feed_manyEventsUpToTheLimit_areRead() {
        List<String> events = new ArrayList<>();
        SseParser parser = new SseParser(100);

        assertThatCode(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        read(parser, bytes("data: " + "x".repeat(94) + "\n\n"), events);
                    }
                })
                .doesNotThrowAnyException();
        assertThat(events).hasSize(1_000).containsOnly("null|" + "x".repeat(94));
    }

    @ParameterizedTest
    @ValueSource(strings = {"event: ", ": ", "id: ", "unknown", ""})
    void feed_lineOfAnyKindThatDoesNotEnd_isRefused(String begin) {
        SseParser parser = new SseParser(100);

        assertThatThrownBy(() -> {
                    read(parser, bytes("data: a\n" + begin), new ArrayList<>());
                    for (int i = 0; i < 100; i++) {
                        read(parser, bytes("x"), new ArrayList<>());
                    }
                })
                .isInstanceOf(EventTooLargeException.class)
                .hasMessageContaining("100 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "event: a", "data:"})
    void feed_manyLinesWithNextToNothing_countWithTheirFields(String line) {
        SseParser parser = new SseParser(100);

        assertThatThrownBy(() -> read(parser, bytes((line + "\n").repeat(100)), new ArrayList<>()))
                .isInstanceOf(EventTooLargeException.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void feed_manyComments_areNoEvent() {
        List<String> events = new ArrayList<>();
        SseParser parser = new SseParser(100);

        read(parser, bytes("data: a\n" + ": keepalive\n".repeat(1_000) + "\n"), events);

        assertThat(events).containsExactly("null|a");
    }

    /** Copies are allocated first, so the allocated bytes measure the work. */
    @ParameterizedTest
    @ValueSource(strings = {"data: x\n", "data\n", "event: x\ndata: y\n", ": x\ndata: y\n"})
    void feed_eventOfManyLines_takesWorkInProportionToItsLength(String line) {
        long once = allocated(line, 4_000);
        long eightTimes = allocated(line, 32_000);

        assertThat(eightTimes).isLessThan(20 * once);
    }

    private static long allocated(String line, int lines) {
        byte[] stream = bytes(line.repeat(lines) + "\n");
        List<String> events = new ArrayList<>();
        SseParser parser = new SseParser(stream.length);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        read(parser, stream, events);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(events).hasSize(1);
        return after - before;
    }

    @Test
    void feed_chunkIsReusedByItsOwner_eventsKeepTheirData() {
        List<SseEvent> events = new ArrayList<>();
        SseParser parser = new SseParser(LIMIT);
        byte[] chunk = bytes("data: abc\n\n");

        parser.feed(ByteBuffer.wrap(chunk));
        events.add(parser.next());
        assertThat(parser.next()).isNull();
        Arrays.fill(chunk, (byte) 'z');
        parser.feed(ByteBuffer.wrap(bytes("data: longer than before\n\n")));
        events.add(parser.next());

        assertThat(events).extracting(SseEvent::text).containsExactly("abc", "longer than before");
    }

    private static List<String> parse(String... chunks) {
        List<String> events = new ArrayList<>();
        SseParser parser = new SseParser(LIMIT);
        for (String chunk : chunks) {
            read(parser, bytes(chunk), events);
        }
        return events;
    }

    private static List<String> parseInChunks(byte[] stream, int size) {
        List<String> events = new ArrayList<>();
        SseParser parser = new SseParser(LIMIT);
        for (int from = 0; from < stream.length; from += size) {
            read(parser, Arrays.copyOfRange(stream, from, Math.min(stream.length, from + size)), events);
        }
        return events;
    }

    private static void read(SseParser parser, byte[] chunk, List<String> events) {
        parser.feed(ByteBuffer.wrap(chunk));
        for (SseEvent event = parser.next(); event != null; event = parser.next()) {
            events.add(event.name() + "|" + event.text());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
