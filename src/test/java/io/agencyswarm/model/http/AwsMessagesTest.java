package io.agencyswarm.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.sse.EventTooLargeException;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.testing.AwsFrames;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS's messages, whole, in pieces and damaged. */
class AwsMessagesTest {

    private static final int ENOUGH = 4_096;
    private static final byte[] HELLO =
            AwsFrames.frame(Map.of(":message-type", "event", ":event-type", "hello"), bytes("{\"a\":1}"));

    @Test
    void message_withHeadersOfAllTypes_isRead() {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        headers.writeBytes(AwsFrames.header("yes", 0, new byte[0]));
        headers.writeBytes(AwsFrames.header("no", 1, new byte[0]));
        headers.writeBytes(AwsFrames.header("byte", 2, new byte[1]));
        headers.writeBytes(AwsFrames.header("short", 3, new byte[2]));
        headers.writeBytes(AwsFrames.header("int", 4, new byte[4]));
        headers.writeBytes(AwsFrames.header("long", 5, new byte[8]));
        headers.writeBytes(AwsFrames.header("bytes", 6, AwsFrames.string("x".repeat(300))));
        headers.writeBytes(AwsFrames.header("time", 8, new byte[8]));
        headers.writeBytes(AwsFrames.header("uuid", 9, new byte[16]));
        headers.writeBytes(AwsFrames.header(":event-type", 7, AwsFrames.string("hello")));

        assertThat(read(AwsFrames.frame(headers.toByteArray(), bytes("{}")))).containsExactly("hello:{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exception | modelTimeoutException | {\"message\":\"No room\"} | error:{\"message\":\"No room\"}",
                "exception | modelTimeoutException | ''                        | error:model timeout",
                "exception | modelTimeoutException | {}                        | error:model timeout",
                "event     | x                     | {\"a\":1}                 | :{\"a\":1}"
            })
    void message_ofEachKind_isAnEvent(String kind, String type, String payload, String event) {
        byte[] frame = AwsFrames.frame(Map.of(":message-type", kind, ":exception-type", type), bytes(payload));

        assertThat(read(frame)).containsExactly(event);
    }

    @Property
    void messages_inPiecesOfAnySize_areRead(@ForAll @IntRange(min = 1, max = 200) int size) {
        byte[] three = joined(HELLO, HELLO, HELLO);
        AwsMessages messages = new AwsMessages(ENOUGH);
        List<String> events = new ArrayList<>();
        for (int at = 0; at < three.length; at += size) {
            messages.feed(ByteBuffer.wrap(three, at, Math.min(size, three.length - at)));
            drain(messages, events);
        }
        assertThat(events).containsExactly("hello:{\"a\":1}", "hello:{\"a\":1}", "hello:{\"a\":1}");
    }

    /** Each byte of a message is covered by one of its two checksums. */
    @Test
    void message_withOneByteChanged_isRefused() {
        for (int i = 0; i < HELLO.length; i++) {
            byte[] damaged = HELLO.clone();
            damaged[i] ^= 1;
            assertRefused(damaged);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, -1, 127})
    void header_ofAnUnknownType_isRefused(int type) {
        assertThatThrownBy(() -> read(AwsFrames.frame(AwsFrames.header("x", type, new byte[0]), new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown type " + (byte) type);
    }

    @Test
    void headers_cutAnywhere_areRefused() {
        byte[] headers = joined(
                AwsFrames.header("bytes", 6, AwsFrames.string("some")),
                AwsFrames.header("uuid", 9, new byte[16]),
                AwsFrames.header("text", 7, AwsFrames.string("some")));
        int[] whole = {0, 13, 35, headers.length};
        for (int n = 0; n <= headers.length; n++) {
            byte[] frame = AwsFrames.frame(Arrays.copyOf(headers, n), bytes("{}"));
            if (Arrays.binarySearch(whole, n) >= 0) {
                assertThat(read(frame)).containsExactly(":{}");
            } else {
                assertThatThrownBy(() -> read(frame))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("a header of a message is cut off");
            }
        }
    }

    @Test
    void lengths_cannotBe_areRefused() {
        assertThatThrownBy(() -> read(new byte[16])).hasMessageContaining("shorter than its own lengths");
        assertThatThrownBy(() -> read(new byte[] {-1, 0, 0, 0})).hasMessageContaining("larger than 4096 bytes");
        assertThatThrownBy(() -> read(new byte[] {0, 0, 16, 1})).hasMessageContaining("larger than 4096 bytes");
        byte[] longHeaders = AwsFrames.frame(new byte[0], new byte[] {1, 2, 3});
        ByteBuffer.wrap(longHeaders).putInt(4, 4).putInt(8, checksum(Arrays.copyOf(longHeaders, 8)));
        assertThatThrownBy(() -> read(longHeaders)).hasMessageContaining("headers are longer than the message");
    }

    @Provide
    Arbitrary<byte[]> streams() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        Arbitrary<byte[]> headers = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
        Arbitrary<byte[]> framed = headers.map(odd -> AwsFrames.frame(odd, bytes("{}")));
        Arbitrary<byte[]> good = Arbitraries.just(HELLO);
        return Arbitraries.oneOf(noise, framed, good)
                .list()
                .ofMaxSize(5)
                .map(parts -> joined(parts.toArray(byte[][]::new)));
    }

    @Property
    void bytes_ofAnyKind_areReadOrRefused(@ForAll("streams") byte[] stream) {
        try {
            read(stream);
        } catch (IllegalArgumentException | EventTooLargeException e) {
            assertThat(e.getMessage()).startsWith("a ");
        }
    }

    private static void assertRefused(byte[] frame) {
        assertThatThrownBy(() -> {
                    // More bytes, so that a longer message is complete too.
                    List<String> events = read(joined(frame, new byte[ENOUGH]));
                    throw new AssertionError("read as " + events);
                })
                .isInstanceOfAny(IllegalArgumentException.class, EventTooLargeException.class);
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static List<String> read(byte[] stream) {
        AwsMessages messages = new AwsMessages(ENOUGH);
        List<String> events = new ArrayList<>();
        messages.feed(ByteBuffer.wrap(stream));
        drain(messages, events);
        return events;
    }

    private static void drain(AwsMessages messages, List<String> events) {
        for (SseEvent event = messages.next(); event != null; event = messages.next()) {
            events.add(event.name() + ":" + event.text());
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
