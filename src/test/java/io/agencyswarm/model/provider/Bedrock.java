package io.agencyswarm.model.provider;

import io.agencyswarm.testing.AwsFrames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/** Bedrock's frames, and a server that sends them. */
final class Bedrock {

    static final String TYPE = "application/vnd.amazon.eventstream";
    static final byte[] START = event("messageStart", "{'role':'assistant'}");
    static final byte[] METADATA = event(
            "metadata",
            "{'usage':{'inputTokens':10,'outputTokens':9,'totalTokens':26,'cacheReadInputTokens':4,"
                    + "'cacheWriteInputTokens':3},'metrics':{'latencyMs':7}}");

    private Bedrock() {}

    static byte[] event(String type, String json) {
        return frame(Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"), json);
    }

    static byte[] exception(String type, String json) {
        return frame(Map.of(":message-type", "exception", ":exception-type", type), json);
    }

    static byte[] error(String code, String message) {
        return frame(Map.of(":message-type", "error", ":error-code", code, ":error-message", message), "");
    }

    static byte[] text(String text) {
        return delta(0, "{'text':'" + text + "'}");
    }

    static byte[] call(int block, String id, String name) {
        return event(
                "contentBlockStart",
                "{'contentBlockIndex':" + block + ",'start':{'toolUse':{'toolUseId':'" + id + "','name':'" + name
                        + "'}}}");
    }

    /** Bedrock adds the padding to hide the length of texts. */
    static byte[] delta(int block, String delta) {
        return event("contentBlockDelta", "{'contentBlockIndex':" + block + ",'delta':" + delta + ",'p':'abcd'}");
    }

    static byte[] end(int block) {
        return event("contentBlockStop", "{'contentBlockIndex':" + block + "}");
    }

    static byte[] stop(String reason) {
        return event("messageStop", "{'stopReason':'" + reason + "'}");
    }

    /** A short answer. */
    static byte[][] whole() {
        return new byte[][] {START, text("Hi"), end(0), stop("end_turn"), METADATA};
    }

    /** Starts a server that sends each frame separately. */
    static ProviderTestServer server(byte[]... frames) throws IOException {
        return new ProviderTestServer(exchange -> {
            exchange.begin(200, TYPE);
            for (byte[] frame : frames) {
                exchange.piece(frame);
            }
            exchange.end();
        });
    }

    /** A client whose service has an API key. */
    static LiteClient client(ProviderTestServer server, String... more) {
        return new LiteClient(Stream.concat(
                        Stream.of(
                                "AWS_BEARER_TOKEN_BEDROCK", "own-key-1", "AWS_BEDROCK_RUNTIME_ENDPOINT", server.url()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static byte[] frame(Map<String, String> headers, String json) {
        return AwsFrames.frame(headers, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
