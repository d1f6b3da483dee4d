package io.agencyswarm.tool.remote;

import io.agencyswarm.json.Json;
import io.agencyswarm.text.Excerpt;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Selects the tools of a server that agents get: those that the configuration includes, with names and schemas that
 * models accept. Logs each tool when it is new or has changed, with its description and schema, because models trust
 * these texts like the application's own.
 */
public final class ToolListing {

    private static final Logger LOG = Logger.getLogger(ToolListing.class);
    private static final int MAX_REMOTE_NAME_LENGTH = 256;
    private static final int MAX_DESCRIPTION_LENGTH = 4_096;
    private static final int MAX_CHARS = 1 << 20;
    private static final int MAX_LISTED = 2_000;

    private final String server;
    private final String key;
    private final ServerConfig config;
    private final Predicate<String> filter;

    /** The logged tools by name; guarded by itself. */
    private final Map<String, ToolSpec> seen = new HashMap<>();

    /**
     * A tool that a server offers.
     *
     * @param name the name that the server gives it
     * @param tool creates the tool from its description for models
     */
    public record Offer(String name, String description, ModelSchema schema, Function<ToolSpec, Tool> tool) {}

    /**
     * Creates the listing of a server.
     *
     * @param server the server's name in the log, with its kind
     * @param key prefix of its configuration keys
     */
    public ToolListing(String server, String key, ServerConfig config) {
        this.server = server;
        this.key = key;
        this.config = config;
        Predicate<String> included =
                config.tools().include().map(ToolListing::anyOf).orElse(_ -> true);
        Predicate<String> excluded =
                config.tools().exclude().map(ToolListing::anyOf).orElse(_ -> false);
        this.filter = included.and(excluded.negate());
    }

    /** Returns whether agents may use the server's tool with this name. */
    public boolean accepts(String name) {
        return !name.isEmpty() && name.length() <= MAX_REMOTE_NAME_LENGTH && filter.test(name);
    }

    /** Returns the configured includes and excludes that match none of the names. */
    public List<String> unmatched(Collection<String> names) {
        return Stream.concat(config.tools().include().stream(), config.tools().exclude().stream())
                .flatMap(List::stream)
                .filter(pattern -> names.stream().noneMatch(anyOf(List.of(pattern))))
                .toList();
    }

    /**
     * Creates the tools of the offers, in the same order.
     *
     * @param offers the wanted tools; read one by one until their total size exceeds the limit
     */
    public List<Tool> tools(Stream<Offer> offers) {
        Map<String, Tool> tools = new LinkedHashMap<>();
        int chars = 0;
        for (Iterator<Offer> all = offers.iterator(); all.hasNext(); ) {
            Offer offer = all.next();
            ToolSpec spec = spec(offer);
            chars += chars(spec);
            if (chars > MAX_CHARS) {
                LOG.warnf(
                        "The tool descriptions of %s exceed %d characters. Tools from \"%s\" on are left out; choose"
                                + " the ones you need with %stools.include.",
                        server, MAX_CHARS, offer.name(), key);
                break;
            }
            if (tools.putIfAbsent(spec.name(), offer.tool().apply(spec)) != null) {
                LOG.warnf(
                        "%s has two tools whose name for models would be \"%s\". The second one, \"%s\", is left out.",
                        server, spec.name(), offer.name());
                continue;
            }
            logChange(offer.name(), spec);
        }
        return List.copyOf(tools.values());
    }

    /** Returns the number of characters of a tool's description and schema. */
    public static int chars(ToolSpec spec) {
        return spec.description().length() + Json.text(spec.inputSchema()).length();
    }

    private ToolSpec spec(Offer offer) {
        if (offer.schema().simplified()) {
            LOG.debugf(
                    "%s: the schema of the tool \"%s\" was simplified, because models do not accept all of it.",
                    server, offer.name());
        }
        return new ToolSpec(
                ToolSpec.validName(config.prefix().orElse("") + offer.name()),
                Excerpt.of(offer.description(), MAX_DESCRIPTION_LENGTH),
                offer.schema().json());
    }

    private void logChange(String remote, ToolSpec spec) {
        Optional<ToolSpec> before;
        synchronized (seen) {
            before = Optional.ofNullable(seen.get(spec.name()));
            if (before.isEmpty() && seen.size() >= MAX_LISTED) {
                return;
            }
            seen.put(spec.name(), spec);
        }
        if (before.isEmpty()) {
            LOG.infof(
                    "%s offers the tool %s%s: \"%s\" %s",
                    server, spec.name(), renameHint(remote, spec), spec.description(), spec.inputSchema());
        } else if (!before.get().equals(spec)) {
            LOG.warnf(
                    "%s has changed its tool %s. Its description is now: \"%s\" %s",
                    server, spec.name(), spec.description(), spec.inputSchema());
        }
    }

    private static String renameHint(String remote, ToolSpec spec) {
        return spec.name().equals(remote) ? "" : " (its own name is \"" + remote + "\")";
    }

    private static Predicate<String> anyOf(List<String> patterns) {
        // A server chooses its tools' names. A line break in one must not bypass an exclude.
        List<Pattern> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            compiled.add(Pattern.compile(
                    Arrays.stream(pattern.strip().split("\\*", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*")),
                    Pattern.DOTALL));
        }
        return name ->
                compiled.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
