package io.agencyswarm.json;

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
 * Converts JSON text to trees and back. The service's other mappers of JSON are copies of this one with further rules,
 * except Quarkus's own. Values keep their types and digits: {@code 1.10}
 * stays {@code 1.10}. A tree nested deeper than {@link #MAX_DEPTH} is rejected before it is built.
 */
public final class Json {

    /** The maximum nesting depth, in levels. */
    public static final int MAX_DEPTH = 200;

    // Jackson's default pool is per thread, and each run has a thread of its own: every stream would waste 20 KiB.
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

    /** Returns a new, empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Returns a new, empty list. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * Returns the mapper that this class uses, for streaming reads and data binding.
     *
     * @return a shared mapper, which must not be configured further
     */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads one JSON value.
     *
     * @throws JsonProcessingException if the text is not JSON, is nested too deeply, continues after the value or
     *     contains a number that is too large
     */
    public static JsonNode read(byte[] utf8) throws JsonProcessingException {
        try {
            return MAPPER.readTree(utf8);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (NumberFormatException e) {
            throw new JsonParseException(null, "a number is too large", e);
        } catch (IOException e) {
            throw new JsonParseException(null, "the bytes are not valid UTF-8", e);
        }
    }

    /**
     * Reads one JSON value.
     *
     * @throws JsonProcessingException if the text is not JSON, is nested too deeply, continues after the value or
     *     contains a number that is too large
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads JSON that was read before and must therefore be valid.
     *
     * @throws UncheckedIOException if it is not valid
     */
    public static JsonNode readOwn(byte[] utf8) {
        try {
            return read(utf8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Converts any Java value to a tree; records and beans by Jackson's rules. */
    public static JsonNode tree(@Nullable Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Returns the text of a tree, without whitespace. */
    public static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the UTF-8 text of a tree, without whitespace. Half a surrogate pair becomes a question mark. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException _) {
            // Models occasionally send half a surrogate pair, and an answer must not fail because of one character.
            return text(tree).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Returns {@code text} as a JSON string in UTF-8, with its quotes. */
    public static byte[] quoted(String text) {
        return bytes(JsonNodeFactory.instance.textNode(text));
    }
}
