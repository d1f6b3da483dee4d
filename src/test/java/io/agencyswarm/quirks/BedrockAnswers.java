package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/** Answers of Bedrock's Converse: AWS's binary messages. */
final class BedrockAnswers {

    private static final byte TEXT = 7;

    private BedrockAnswers() {}

    static ScriptedTurn turn(SpokenAnswer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(event("messageStart", JsonText.object().put("role", "assistant")));
        int block = 0;
        if (!answer.reasoning().isEmpty()) {
            ObjectNode thought = JsonText.object();
            thought.putObject("reasoningContent").put("text", answer.reasoning());
            ObjectNode signed = JsonText.object();
            signed.putObject("reasoningContent").put("signature", answer.signature());
            block(out, block++, JsonText.object(), thought, signed);
        }
        if (!answer.text().isEmpty()) {
            block(out, block++, JsonText.object(), JsonText.object().put("text", answer.text()));
        }
        for (SpokenAnswer.Call call : answer.calls()) {
            ObjectNode start = JsonText.object();
            start.putObject("toolUse").put("toolUseId", call.id()).put("name", call.name());
            ObjectNode delta = JsonText.object();
            delta.putObject("toolUse").put("input", call.arguments().toString());
            block(out, block++, start, delta);
        }
        String reason = answer.calls().isEmpty() ? "end_turn" : "tool_use";
        out.writeBytes(event("messageStop", JsonText.object().put("stopReason", reason)));
        ObjectNode metadata = JsonText.object();
        metadata.putObject("usage").put("inputTokens", 7).put("outputTokens", 4).put("totalTokens", 11);
        out.writeBytes(event("metadata", metadata));
        return ScriptedTurn.of(200, "application/vnd.amazon.eventstream", out.toByteArray());
    }

    private static void block(ByteArrayOutputStream out, int index, ObjectNode start, ObjectNode... deltas) {
        if (!start.isEmpty()) {
            out.writeBytes(event("contentBlockStart", index(index).set("start", start)));
        }
        for (ObjectNode delta : deltas) {
            out.writeBytes(event("contentBlockDelta", index(index).set("delta", delta)));
        }
        out.writeBytes(event("contentBlockStop", index(index)));
    }

    private static ObjectNode index(int index) {
        return JsonText.object().put("contentBlockIndex", index);
    }

    private static byte[] event(String type, ObjectNode json) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json")
                .forEach((name, value) -> {
                    headers.write(name.length());
                    headers.writeBytes(name.getBytes(StandardCharsets.UTF_8));
                    headers.write(TEXT);
                    headers.write(value.length() >> Byte.SIZE);
                    headers.write(value.length());
                    headers.writeBytes(value.getBytes(StandardCharsets.UTF_8));
                });
        byte[] payload = json.toString().getBytes(StandardCharsets.UTF_8);
        // Three numbers before the headers, one after the payload.
        int length = 4 * Integer.BYTES + headers.size() + payload.length;
        ByteBuffer message = ByteBuffer.allocate(length);
        message.putInt(length).putInt(headers.size());
        message.putInt(checksum(message)).put(headers.toByteArray()).put(payload);
        return message.putInt(checksum(message)).array();
    }

    /** Returns the checksum of the bytes written so far. */
    private static int checksum(ByteBuffer message) {
        CRC32 crc = new CRC32();
        crc.update(message.array(), 0, message.position());
        return (int) crc.getValue();
    }
}
