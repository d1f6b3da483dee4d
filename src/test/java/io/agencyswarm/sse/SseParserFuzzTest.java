package io.agencyswarm.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.Fuzz;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SseParserFuzzTest {

    private static final int ENOUGH = 1 << 20;

    @Provide
    Arbitrary<byte[]> streams() {
        return Fuzz.bytes(
                "data:",
                "data: ",
                "data",
                "event:",
                "event: x",
                "error: ",
                "error",
                "id: 1",
                ":",
                " ",
                "\n",
                "\r",
                "\r\n",
                "\n\n",
                "{\"a\":1}",
                "\uFEFF",
                "dat",
                "ä",
                "eventual: ");
    }

    @Property
    void events_areThoseOfTheRules(@ForAll("streams") byte[] stream) {
        assertThat(events(stream, List.of(stream.length))).isEqualTo(byTheRules(stream));
    }

    @Property
    void events_doNotDependOnHowTheStreamIsCut(@ForAll("streams") byte[] stream, @ForAll long seed) {
        assertThat(events(stream, cuts(stream.length, new Random(seed))))
                .isEqualTo(events(stream, List.of(stream.length)));
    }

    @Property
    void events_largerThanAllowed_areNeverMade(@ForAll("streams") byte[] stream) {
        SseParser parser = new SseParser(8);
        try {
            parser.feed(ByteBuffer.wrap(stream));
            for (SseEvent event = parser.next(); event != null; event = parser.next()) {
                assertThat(event.data().length).isLessThanOrEqualTo(8);
            }
        } catch (EventTooLargeException e) {
            assertThat(e).hasMessageContaining("8 bytes");
        }
    }

    private static List<String> events(byte[] stream, List<Integer> cuts) {
        SseParser parser = new SseParser(ENOUGH);
        List<String> events = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            parser.feed(ByteBuffer.wrap(Arrays.copyOfRange(stream, from, cut)));
            for (SseEvent event = parser.next(); event != null; event = parser.next()) {
                events.add(event.name() + ":" + event.text());
            }
            from = cut;
        }
        SseEvent last = parser.end();
        if (last != null) {
            events.add(last.name() + ":" + last.text());
        }
        return events;
    }

    private static List<Integer> cuts(int length, Random random) {
        List<Integer> cuts = new ArrayList<>();
        for (int at = 0; at < length; at += random.nextInt(5)) {
            cuts.add(at);
        }
        cuts.add(length);
        return cuts;
    }

    /**
     * A simple implementation of the HTML standard, with the field "error" and with an event that the end of the stream
     * cuts off.
     */
    private static List<String> byTheRules(byte[] stream) {
        // One character per byte, so that bytes that are not text are preserved.
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        text = text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
        List<String> events = new ArrayList<>();
        String name = null;
        List<String> data = new ArrayList<>();
        String[] lines = text.split("\r\n|\r|\n", -1);
        String error = null;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (field.equals("error")) {
                error = utf8(value);
            } else if (field.equals("data")) {
                data.add(value);
            } else if (field.equals("event")) {
                name = value.isEmpty() ? null : utf8(value);
            }
            boolean last = i == lines.length - 1;
            if (error != null && (line.isEmpty() || last)) {
                events.add("error:" + error);
            } else if ((line.isEmpty() || last) && !data.isEmpty()) {
                events.add(name + ":" + utf8(String.join("\n", data)));
            }
            if (line.isEmpty()) {
                name = null;
                error = null;
                data.clear();
            }
        }
        return events;
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
