package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Compares the converted answers of one case with the expected ones. The expected value is one of these:
 *
 * <ul>
 *   <li>an object: each of its keys exists and matches; further keys are allowed
 *   <li>an array: the same length, and each element matches
 *   <li>a number: equal within 1e-9; {@code true} is not 1, and {@code "3"} is not 3
 *   <li>{@code "<any>"}: not null; {@code "<text>"}: a string that is not blank; {@code "<int>"}: a whole number;
 *       {@code "<absent>"}: the key is missing or null
 *   <li>{@code "<id:N>"}: an identifier; the same N is the same value in the whole case, and different Ns under
 *       one key are different values
 *   <li>{@code {"$contains": […]}}: a string that contains each of these; {@code {"$oneOf": […]}}: one of these;
 *       {@code {"$loc": [[…]…]}}: a list of validation errors, each path given being the start of some entry's
 *       {@code loc}
 * </ul>
 */
final class Matcher {

    private static final BigDecimal TOLERANCE = new BigDecimal("1e-9");
    private static final int SHOWN = 240;

    private final Map<String, JsonNode> ids = new HashMap<>();
    private final Map<Identified, String> used = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private record Identified(@Nullable String key, JsonNode value) {}

    /** The mismatches so far, one sentence each. */
    List<String> faults() {
        return faults;
    }

    /**
     * Compares one value.
     *
     * @param path the location of the value, for messages
     */
    void match(String path, JsonNode want, JsonNode got) {
        match(path, want, got, null);
    }

    private void match(String path, JsonNode want, JsonNode got, @Nullable String key) {
        switch (want) {
            case ObjectNode all
            when all.has("$contains") -> check(contains(all.get("$contains"), got), path, want, got);
            case ObjectNode one when one.has("$oneOf") -> check(oneOf(one.get("$oneOf"), got), path, want, got);
            case ObjectNode errors
            when errors.has("$loc") -> check(locations(errors.get("$loc"), got), path, want, got);
            case ObjectNode object -> object(path, object, got);
            case ArrayNode array -> array(path, array, got, key);
            case TextNode text when text.textValue().startsWith("<id:") -> id(path, text, got, key);
            case TextNode text -> check(text(text, got), path, want, got);
            default -> check(same(want, got), path, want, got);
        }
    }

    private void check(boolean matches, String path, JsonNode want, @Nullable JsonNode got) {
        if (!matches) {
            faults.add(path + ": wanted " + shown(want) + ", got " + (got == null ? "<absent>" : shown(got)));
        }
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() < SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private void object(String path, ObjectNode want, JsonNode got) {
        if (!got.isObject()) {
            check(false, path, want, got);
            return;
        }
        want.forEachEntry((key, expected) -> {
            String at = path + "." + key;
            if (expected.isTextual() && expected.textValue().equals("<absent>")) {
                check(!got.hasNonNull(key), at, expected, got.get(key));
            } else if (got.has(key)) {
                match(at, expected, got.get(key), key);
            } else {
                check(false, at, expected, null);
            }
        });
    }

    private void array(String path, ArrayNode want, JsonNode got, @Nullable String key) {
        if (!got.isArray()) {
            check(false, path, want, got);
        } else if (want.size() != got.size()) {
            faults.add(path + ": wanted " + brief(want) + ", got " + brief(got));
        } else {
            for (int i = 0; i < want.size(); i++) {
                match(path + "[" + i + "]", want.get(i), got.get(i), key);
            }
        }
    }

    private static String brief(JsonNode list) {
        List<String> entries = StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.isObject() ? kind(entry) : entry.toString())
                .toList();
        return list.size() + " entries " + entries;
    }

    private static String kind(JsonNode entry) {
        if (Wire.present(entry.path("type"))) {
            return entry.get("type").asText();
        }
        if (Wire.present(entry.path("event"))) {
            return entry.get("event").asText();
        }
        return entry.has("error") ? "error" : "?";
    }

    private void id(String path, TextNode want, JsonNode got, @Nullable String key) {
        if (!got.isTextual() || got.textValue().isEmpty()) {
            check(false, path, want, got);
            return;
        }
        String name = want.textValue();
        JsonNode existing = ids.computeIfAbsent(name, _ -> got);
        if (!existing.equals(got)
                || !used.computeIfAbsent(new Identified(key, got), _ -> name).equals(name)) {
            faults.add(path + ": wanted " + name + " = " + existing + ", got " + got);
        }
    }

    private static boolean text(TextNode want, JsonNode got) {
        return switch (want.textValue()) {
            case "<any>" -> !got.isNull();
            case "<text>" -> got.isTextual() && !got.textValue().isBlank();
            case "<int>" -> got.isIntegralNumber();
            default -> want.equals(got);
        };
    }

    private static boolean same(JsonNode want, JsonNode got) {
        if (want.isNumber() && got.isNumber()) {
            BigDecimal difference = want.decimalValue().subtract(got.decimalValue());
            return difference.abs().compareTo(TOLERANCE) <= 0;
        }
        return want.equals(got);
    }

    private static boolean contains(JsonNode parts, JsonNode got) {
        return got.isTextual() && every(parts, part -> got.textValue().contains(part.asText()));
    }

    private static boolean oneOf(JsonNode choices, JsonNode got) {
        return !every(choices, choice -> !same(choice, got));
    }

    private static boolean locations(JsonNode paths, JsonNode got) {
        return got.isArray()
                && every(got, entry -> Wire.present(entry.path("msg")) && Wire.present(entry.path("type")))
                && every(paths, path -> !every(got, entry -> !startsWith(entry.path("loc"), path)));
    }

    private static boolean startsWith(JsonNode location, JsonNode path) {
        ArrayNode start = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < Math.min(path.size(), location.size()); i++) {
            start.add(location.get(i));
        }
        return location.isArray() && start.equals(path);
    }

    private static boolean every(JsonNode list, Predicate<JsonNode> condition) {
        return StreamSupport.stream(list.spliterator(), false).allMatch(condition);
    }
}
