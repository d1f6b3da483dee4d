package io.agencyswarm.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes messages of AWS's event streams by their specification. */
public final class AwsFrames {

    private AwsFrames() {}

    /** Returns a message with text headers. */
    public static byte[] frame(Map<String, String> headers, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        headers.forEach((name, value) -> out.writeBytes(header(name, 7, string(value))));
        return frame(out.toByteArray(), payload);
    }

    /** Returns a message with encoded headers. */
    public static byte[] frame(byte[] headers, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(16 + headers.length + payload.length);
        frame.putInt(frame.capacity()).putInt(headers.length);
        frame.putInt(checksum(frame.array(), 8));
        frame.put(headers).put(payload);
        return frame.putInt(checksum(frame.array(), frame.position())).array();
    }

    /** Returns an encoded header. */
    public static byte[] header(String name, int type, byte[] value) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + text.length + value.length)
                .put((byte) text.length)
                .put(text)
                .put((byte) type)
                .put(value)
                .array();
    }

    /** Returns an encoded text value of a header. */
    public static byte[] string(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + text.length)
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
