package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A case: the request, the provider's answers, and the expected result. The README next to the cases describes the
 * fields.
 *
 * @param name the name of its folder
 * @param turns the turns by their number
 */
record QuirkCase(String name, JsonNode json, SortedMap<Integer, ScriptedTurn> turns) {

    private static final Pattern TURN = Pattern.compile("turn(\\d+)\\.(\\w+)");

    /** Returns all cases, sorted by name. */
    static List<QuirkCase> all() {
        URL match = Objects.requireNonNull(QuirkCase.class.getResource("/quirks"), "the cases");
        try (Stream<Path> files = Files.walk(Path.of(match.toURI()), 3)) {
            return files.filter(file -> file.endsWith("case.json"))
                    .map(file -> read(Objects.requireNonNull(file.getParent())))
                    .sorted(Comparator.comparing(QuirkCase::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the case in a folder. */
    static QuirkCase read(Path folder) {
        SortedMap<Integer, ScriptedTurn> turns = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher turn = TURN.matcher(file.getFileName().toString());
                if (turn.matches() && !turn.group(2).equals("meta")) {
                    Path meta = folder.resolve("turn" + turn.group(1) + ".meta");
                    turns.put(
                            Integer.valueOf(turn.group(1)),
                            ScriptedTurn.of(turn.group(2), Files.readAllBytes(file), json(meta)));
                }
            }
            return new QuirkCase(folder.getFileName().toString(), json(folder.resolve("case.json")), turns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean strict() {
        return json.path("strict").asBoolean(false);
    }

    String endpoint() {
        return json.required("endpoint").asText();
    }

    private static JsonNode json(Path file) throws IOException {
        return Files.exists(file) ? JsonText.MAPPER.readTree(file.toFile()) : MissingNode.getInstance();
    }
}
