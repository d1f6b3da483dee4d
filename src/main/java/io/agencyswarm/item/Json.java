package io.agencyswarm.item;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one place that turns JSON text into trees and back. What it reads keeps its types and its digits: {@code 1.10}
 * stays {@code 1.10}, and a tree nested deeper than {@link #MAX_DEPTH} is refused before it is built.
 */
public final class Json {

    /** The deepest nesting that is read, in levels. */
    public static final int MAX_DEPTH = 200;

    // The usual pool is one of each thread, and every run has a thread of its own: a stream would hold 20 KiB for
    // nothing.
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** A new, empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A new, empty list. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * The mapper behind this class, for streaming reads and for binding.
     *
     * @return a shared mapper, which must not be configured any further
     */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads one JSON value.
     *
     * @throws JsonProcessingException if the text is not JSON, is nested too deeply, goes on after the value or
     *     holds a number beyond all bounds
     */
    public static JsonNode read(byte[] utf8) throws JsonProcessingException {
        try {
            return MAPPER.readTree(utf8);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (NumberFormatException e) {
            throw new JsonParseException(null, "a number is too large", e);
        } catch (IOException e) {
            throw new JsonParseException(null, "the bytes are no UTF-8 text", e);
        }
    }

    /**
     * Reads one JSON value.
     *
     * @throws JsonProcessingException if the text is not JSON, is nested too deeply, goes on after the value or
     *     holds a number beyond all bounds
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads JSON that has been read before, so can't be malformed.
     *
     * @throws UncheckedIOException if it is all the same
     */
    public static JsonNode readOwn(byte[] utf8) {
        try {
            return read(utf8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any value of Java as a tree; records and beans by Jackson's rules. */
    public static JsonNode tree(@Nullable Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The text of a tree, without any blanks. */
    public static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The UTF-8 text of a tree, without any blanks; half a surrogate pair becomes a question mark. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException _) {
            // Models send one now and then, and an answer must not fail for a character.
            return text(tree).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** {@code text} as a JSON string, quotes included, in UTF-8. */
    public static byte[] quoted(String text) {
        return bytes(JsonNodeFactory.instance.textNode(text));
    }
}
