package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** What strangers may send, for properties: near to what is right, because chance alone seldom gets past the first check. */
public final class Fuzz {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Fuzz() {}

    /**
     * Bytes of these pieces in any order, with some that belong to none of them.
     *
     * @param pieces what a format is made of
     */
    public static Arbitrary<byte[]> bytes(String... pieces) {
        Arbitrary<byte[]> piece = Arbitraries.of(pieces).map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> noise =
                Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(3);
        return Arbitraries.frequencyOf(Tuple.of(6, piece), Tuple.of(1, noise))
                .list()
                .ofMaxSize(40)
                .map(Fuzz::joined);
    }

    /** Text of these pieces in any order, with some characters that belong to none of them. */
    public static Arbitrary<String> text(String... pieces) {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.of(pieces)),
                        Tuple.of(1, Arbitraries.strings().ofMinLength(1).ofMaxLength(3)))
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    /**
     * Objects whose fields have these names and, mostly, texts of these values.
     *
     * @param depth how deep objects and lists may lie in them
     */
    public static Arbitrary<ObjectNode> objects(List<String> names, List<String> values, int depth) {
        return Arbitraries.maps(Arbitraries.of(names), values(names, values, depth))
                .ofMaxSize(8)
                .map(fields -> {
                    ObjectNode object = Json.object();
                    fields.forEach(object::set);
                    return object;
                });
    }

    private static Arbitrary<JsonNode> values(List<String> names, List<String> values, int depth) {
        Arbitrary<JsonNode> text = Arbitraries.of(values).map(NODES::textNode);
        Arbitrary<JsonNode> odd = Arbitraries.of(
                NODES.nullNode(),
                NODES.booleanNode(true),
                NODES.numberNode(-1),
                NODES.numberNode(Long.MAX_VALUE),
                NODES.numberNode(new BigDecimal("1e-999999")),
                NODES.textNode(""),
                NODES.textNode("\u0000\n"),
                NODES.arrayNode(),
                NODES.objectNode());
        if (depth == 0) {
            return Arbitraries.frequencyOf(Tuple.of(4, text), Tuple.of(1, odd));
        }
        Arbitrary<JsonNode> object = objects(names, values, depth - 1).map(node -> node);
        Arbitrary<JsonNode> list = Arbitraries.oneOf(values(names, values, depth - 1), object)
                .list()
                .ofMaxSize(4)
                .map(Fuzz::list);
        return Arbitraries.frequencyOf(Tuple.of(6, text), Tuple.of(1, odd), Tuple.of(1, object), Tuple.of(2, list));
    }

    private static JsonNode list(List<JsonNode> elements) {
        ArrayNode list = NODES.arrayNode();
        elements.forEach(list::add);
        return list;
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
