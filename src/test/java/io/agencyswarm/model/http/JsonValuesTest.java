package io.agencyswarm.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.sse.EventTooLargeException;
import io.agencyswarm.sse.SseEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON objects from a stream of bytes, in chunks of any size. */
class JsonValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{\"a\":1}~{\"b\":2}~ ! {\"a\":1}|{\"b\":2}",
                "{\"a\":1}~~  ~{\"b\":2} ! {\"a\":1}|{\"b\":2}",
                "{\"a\":1}{\"b\":2} ! {\"a\":1}|{\"b\":2}",
                "{~  \"a\": [~1,~2]~}~{\"b\":2}~ ! {~  \"a\": [~1,~2]~}|{\"b\":2}",
                "{\"a\":\"}{][\\\"\\\\\"}~{\"b\":2} ! {\"a\":\"}{][\\\"\\\\\"}|{\"b\":2}",
                "[{\"a\":1},~{\"b\":[{}]}]~ ! {\"a\":1}|{\"b\":[{}]}",
                "[]~{\"a\":1} ! {\"a\":1}",
                "[[1,2],[3]] ! [1,2]|[3]",
                "{\"a\":\"cut~{\"b\":2}~ ! {\"a\":\"cut~|{\"b\":2}",
                "{\"a\":1}~no json~{\"b\":2}~ ! {\"a\":1}|no json~|{\"b\":2}",
                "{\"a\":1}}~{\"b\":2} ! {\"a\":1}|}~|{\"b\":2}",
                "{\"a\":1} end ! {\"a\":1}|end",
                "{\"a\":1}~{\"b\": ! {\"a\":1}"
            })
    void values_inPiecesOfAnySize_areCut(String stream, String values) {
        byte[] bytes = stream.replace('~', '\n').getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            assertThat(String.join("|", read(bytes, size)))
                    .as("pieces of " + size)
                    .isEqualTo(values.replace('~', '\n'));
        }
    }

    @Test
    void value_tooLarge_isRefusedInPiecesToo() {
        byte[] bytes = ("{\"a\":\"" + "x".repeat(1_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (int size : new int[] {1, 100, bytes.length}) {
            assertThatThrownBy(() -> read(bytes, size))
                    .isInstanceOf(EventTooLargeException.class)
                    .hasMessage("an event is larger than 500 bytes");
        }
    }

    @Test
    @Timeout(10)
    void bytes_ofTheWorstShapes_areReadOnce() {
        for (String shape : new String[] {"{}", "[", "{\"\n", "x\n", "]", ",", "{\"a\\"}) {
            byte[] bytes = shape.repeat(4_000_000 / shape.length()).getBytes(StandardCharsets.UTF_8);
            JsonValues values = new JsonValues(8_000_000);
            values.feed(ByteBuffer.wrap(bytes));
            while (values.next() != null) {
                // Only the time counts.
            }
        }
    }

    private static List<String> read(byte[] bytes, int size) {
        JsonValues values = new JsonValues(500);
        List<String> read = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            values.feed(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
            for (SseEvent event = values.next(); event != null; event = values.next()) {
                read.add(event.text());
            }
        }
        SseEvent last = values.end();
        if (last != null) {
            read.add(last.text());
        }
        return read;
    }
}
