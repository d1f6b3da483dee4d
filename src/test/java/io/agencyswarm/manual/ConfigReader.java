package io.agencyswarm.manual;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lists the keys of a configuration mapping. */
final class ConfigReader {

    private static final Pattern RANGE = Pattern.compile("min = \"(\\w+)\"(?:, max = \"(\\w+)\")?");
    private static final Pattern DAYS = Pattern.compile("(\\d+)d");
    private static final Pattern GENERIC = Pattern.compile("(Optional|List|Set|Map)<(.*)>");
    private static final Pattern OFF = Pattern.compile("\\b(Zero|One) disables\\b");
    private static final Pattern PREFIX = Pattern.compile("prefix = \"([^\"]*)\"");
    private static final long KIB = 1024;

    /** The placeholder of the part of a key that users choose, by the method that reads it. */
    private static final Map<String, String> CHOSEN = Map.of(
            "headers", "header", "query", "parameter", "params", "parameter", "env", "variable", "roles", "agency");

    private final ConfigSources sources;
    private final Properties jar;
    private final Properties service;

    /**
     * Creates a reader.
     *
     * @param jar the defaults for every application
     * @param service the settings of this service
     */
    ConfigReader(ConfigSources sources, Properties jar, Properties service) {
        this.sources = sources;
        this.jar = jar;
        this.service = service;
    }

    /** Returns all keys of a mapping. */
    List<ConfigKey> keys(TreePath mapping) {
        Matcher prefix =
                PREFIX.matcher(sources.annotation(mapping, "ConfigMapping").orElseThrow());
        if (!prefix.find()) {
            throw new IllegalStateException("A configuration mapping has no prefix: " + mapping.getLeaf());
        }
        return keys(mapping, prefix.group(1) + ".").toList();
    }

    private Stream<ConfigKey> keys(TreePath type, String prefix) {
        return sources.members(type).stream()
                .filter(member -> member.getLeaf() instanceof MethodTree)
                .flatMap(member -> keys(member, (MethodTree) member.getLeaf(), prefix));
    }

    private Stream<ConfigKey> keys(TreePath path, MethodTree method, String prefix) {
        String name = method.getName().toString();
        String step =
                sources.annotation(path, "WithName").map(ConfigReader::unquoted).orElse(ConfigSources.kebab(name));
        String key = prefix + step;
        String type = plain(method.getReturnType().toString());
        Matcher generic = GENERIC.matcher(type);
        String inner = generic.matches() ? generic.group(2) : type;
        if (type.startsWith("Map<")) {
            boolean parent = method.getModifiers().toString().contains("@WithParentName");
            key = (parent ? prefix : key + ".") + "<" + CHOSEN.getOrDefault(name, "name") + ">";
            inner = inner.substring(inner.indexOf(',') + 1).strip();
        }
        Optional<TreePath> group = sources.type(inner, path.getParentPath());
        if (group.isPresent() && group.get().getLeaf().getKind() == Tree.Kind.INTERFACE) {
            return keys(group.get(), key + ".");
        }
        return Stream.of(key(key, path, type, inner, group));
    }

    private ConfigKey key(String key, TreePath path, String type, String inner, Optional<TreePath> choices) {
        String javadoc = sources.javadoc(path);
        Matcher off = OFF.matcher(javadoc);
        String disabling = "";
        if (off.find()) {
            disabling = off.group(1).equals("Zero") ? "`0`" : "`1`";
        }
        String description = javadoc + choices.map(this::choices).orElse("");
        return new ConfigKey(
                key,
                type(path, type, inner, choices),
                fallback(key, path, type),
                inner.equals("boolean") ? "`false`" : disabling,
                mayBeZero(path),
                description.replace("|", "\\|"));
    }

    private String fallback(String key, TreePath path, String type) {
        String value = sources.annotation(path, "WithDefault")
                .map(match -> readable(key, unquoted(match)))
                .orElse(type.startsWith("Optional<") || type.startsWith("Map<") ? "" : "required");
        String dev = jar.getProperty("%dev." + key);
        String here = service.getProperty(key);
        return value
                + (dev == null ? "" : "; `" + dev + "` in dev mode")
                + (here == null ? "" : "; `" + here + "` in this project's own service");
    }

    /** Returns a number of bytes with its unit. */
    private static String readable(String key, String value) {
        if (!key.endsWith("-bytes")) {
            return "`" + value + "`";
        }
        long bytes = Long.parseLong(value);
        String unit = "bytes";
        for (String larger : List.of("KiB", "MiB", "GiB")) {
            if (bytes % KIB != 0) {
                break;
            }
            bytes /= KIB;
            unit = larger;
        }
        return "`%s` (%d %s)".formatted(value, bytes, unit);
    }

    private String type(TreePath path, String type, String inner, Optional<TreePath> choices) {
        if (choices.isPresent()) {
            return "a choice";
        }
        String word = switch (inner) {
            case "boolean" -> "`true` or `false`";
            case "int", "long", "Integer", "Long" -> "number" + range(path);
            case "Duration" -> "duration" + range(path);
            case "Path" -> "path";
            default -> "text";
        };
        boolean several = type.contains("List<") || type.contains("Set<");
        return several ? "list" : word;
    }

    private String range(TreePath path) {
        Matcher range = RANGE.matcher(sources.annotation(path, "Range").orElse(""));
        if (!range.find()) {
            return "";
        }
        String max = range.group(2);
        return max == null ? ", at least " + range.group(1) : ", " + range.group(1) + " to " + inWords(max);
    }

    private static String inWords(String max) {
        return max.equals("1d") ? "1 day" : DAYS.matcher(max).replaceFirst("$1 days");
    }

    private boolean mayBeZero(TreePath path) {
        return sources.annotation(path, "Range")
                .filter(range -> range.contains("zeroDisables = true"))
                .isPresent();
    }

    private String choices(TreePath type) {
        StringBuilder text = new StringBuilder();
        for (TreePath member : sources.members(type)) {
            if (type.getLeaf() instanceof ClassTree && member.getLeaf() instanceof VariableTree constant) {
                text.append(" `%s`: %s"
                        .formatted(
                                ConfigSources.kebab(
                                                constant.getName().toString().toLowerCase(Locale.ROOT))
                                        .replace('_', '-'),
                                sources.javadoc(member)));
            }
        }
        return text.toString();
    }

    /** Returns a type without packages, annotations and an enclosing {@code Optional}. */
    private static String plain(String type) {
        String bare = type.replaceAll("@\\w+(\\([^)]*\\))? ?", "").replaceAll("\\b[a-z][\\w.]*\\.(?=[A-Z])", "");
        Matcher generic = GENERIC.matcher(bare);
        return generic.matches()
                        && generic.group(1).equals("Optional")
                        && generic.group(2).contains("<")
                ? "Optional<" + generic.group(2).replaceAll("(List|Set)<(\\w+)>", "$1<$2>") + ">"
                : bare;
    }

    private static String unquoted(String literal) {
        return literal.replaceAll("^(?:value = )?\"|\"$", "");
    }
}
