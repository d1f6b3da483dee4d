package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What agents get of a server's list of tools: those that the settings include, under names and with schemas that models
 * take. Each tool is written to the log when it is seen first and when it has changed, with its description and schema,
 * because models read them as if this application had written them.
 */
final class ToolListing {

    private static final Logger LOG = Logger.getLogger(ToolListing.class);
    private static final Pattern REFUSED = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_REMOTE_NAME = 256;
    private static final int LONGEST_DESCRIPTION = 4_096;
    private static final int MOST_CHARS = 1 << 20;
    private static final int MOST_SEEN = 2_000;

    private final String server;
    private final String prefix;
    private final Predicate<String> wanted;

    /** What was logged, by name; guarded by itself. */
    private final Map<String, ToolSpec> seen = new HashMap<>();

    ToolListing(String server, McpConfig.Server config) {
        this.server = server;
        this.prefix = config.prefix().orElse("");
        Predicate<String> included =
                config.tools().include().map(ToolListing::anyOf).orElse(name -> true);
        Predicate<String> excluded =
                config.tools().exclude().map(ToolListing::anyOf).orElse(name -> false);
        this.wanted = included.and(excluded.negate());
    }

    /** The tools that a server described, in its order. */
    List<Tool> tools(List<JsonNode> described, McpServer owner) {
        Map<String, Tool> tools = new LinkedHashMap<>();
        int chars = 0;
        for (JsonNode description : described) {
            String remote = description.path("name").asText();
            if (remote.isEmpty() || remote.length() > LONGEST_REMOTE_NAME || !wanted.test(remote)) {
                continue;
            }
            ToolSpec spec = spec(remote, description);
            chars += spec.description().length() + Json.text(spec.inputSchema()).length();
            if (chars > MOST_CHARS) {
                LOG.warnf(
                        "MCP server \"%s\" describes its tools in more than %d characters. Those from \"%s\" on are left"
                                + " out; choose the ones you need with agency-swarm.mcp.%s.tools.include.",
                        server, MOST_CHARS, remote, server);
                break;
            }
            if (tools.putIfAbsent(spec.name(), new McpTool(spec, owner, remote)) != null) {
                LOG.warnf(
                        "MCP server \"%s\" has two tools that models would know as \"%s\". The second one, \"%s\", is left"
                                + " out.",
                        server, spec.name(), remote);
                continue;
            }
            tell(remote, spec);
        }
        return List.copyOf(tools.values());
    }

    private ToolSpec spec(String remote, JsonNode described) {
        String name = REFUSED.matcher(prefix + remote).replaceAll("_");
        String description = described.path("description").asText("");
        return new ToolSpec(
                name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME),
                description.length() <= LONGEST_DESCRIPTION
                        ? description
                        : description.substring(0, LONGEST_DESCRIPTION) + "…",
                schema(remote, described.path("inputSchema")));
    }

    private ObjectNode schema(String remote, JsonNode given) {
        ModelSchema schema = ModelSchema.of(given);
        if (schema.simplified()) {
            LOG.debugf(
                    "MCP server \"%s\": the schema of the tool \"%s\" was simplified, because models do not take all of"
                            + " it.",
                    server, remote);
        }
        return schema.json();
    }

    private void tell(String remote, ToolSpec spec) {
        Optional<ToolSpec> before;
        synchronized (seen) {
            before = Optional.ofNullable(seen.get(spec.name()));
            if (before.isEmpty() && seen.size() >= MOST_SEEN) {
                return;
            }
            seen.put(spec.name(), spec);
        }
        if (before.isEmpty()) {
            LOG.infof(
                    "MCP server \"%s\" offers the tool %s%s: \"%s\" %s",
                    server, spec.name(), renamed(remote, spec), spec.description(), spec.inputSchema());
        } else if (!before.get().equals(spec)) {
            LOG.warnf(
                    "MCP server \"%s\" has changed its tool %s. It says now: \"%s\" %s",
                    server, spec.name(), spec.description(), spec.inputSchema());
        }
    }

    private static String renamed(String remote, ToolSpec spec) {
        return spec.name().equals(remote) ? "" : " (its own name is \"" + remote + "\")";
    }

    private static Predicate<String> anyOf(List<String> patterns) {
        List<Pattern> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            compiled.add(Pattern.compile(Arrays.stream(pattern.strip().split("\\*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"))));
        }
        return name ->
                compiled.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
