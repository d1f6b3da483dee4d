package io.agencyswarm.manual;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The sources of the configuration mappings. They are parsed, because compiled classes have no Javadoc. */
final class ConfigSources {

    private static final Pattern CODE = Pattern.compile("\\{@code\\s+([^}]*)}");
    private static final Pattern LINK = Pattern.compile("\\{@link\\s+#?([^}]*)}");
    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])[A-Z]");

    /** Each interface and enum by its simple name with those of its enclosing types: {@code McpConfig.Server}. */
    private final Map<String, TreePath> types = new LinkedHashMap<>();

    private final DocTrees docs;

    private ConfigSources(DocTrees docs) {
        this.docs = docs;
    }

    /** Parses all sources below a directory whose names end with {@code Config.java}. */
    static ConfigSources parse(Path root) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(root);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith("Config.java"))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
            ConfigSources match = new ConfigSources(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                match.collect(unit);
            }
            return match;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collect(CompilationUnitTree unit) {
        new TreePathScanner<@Nullable Void, String>() {
            @Override
            public @Nullable Void visitClass(ClassTree type, String around) {
                String name = around + type.getSimpleName();
                types.put(name, getCurrentPath());
                return super.visitClass(type, name + ".");
            }
        }.scan(unit, "");
    }

    /** Returns the mappings: the interfaces with a prefix. */
    List<TreePath> mappings() {
        return types.values().stream()
                .filter(path -> annotation(path, "ConfigMapping").isPresent())
                .toList();
    }

    /** Returns a type that another one names; empty if it is not in these sources. */
    Optional<TreePath> type(String name, TreePath from) {
        for (TreePath around = from; around != null; around = around.getParentPath()) {
            if (around.getLeaf() instanceof ClassTree type) {
                Optional<TreePath> member = member(type, name);
                if (member.isPresent()) {
                    return member;
                }
            }
        }
        return Optional.ofNullable(types.get(name));
    }

    private Optional<TreePath> member(ClassTree type, String name) {
        return types.entrySet().stream()
                .filter(existing -> existing.getKey().equals(type.getSimpleName() + "." + name)
                        || existing.getKey().endsWith("." + type.getSimpleName() + "." + name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns the members of a type in source order, after the inherited ones. */
    List<TreePath> members(TreePath path) {
        ClassTree type = (ClassTree) path.getLeaf();
        List<TreePath> members = new ArrayList<>();
        for (Tree parent : type.getImplementsClause()) {
            type(parent.toString(), path).ifPresent(inherited -> members.addAll(members(inherited)));
        }
        type.getMembers().forEach(member -> members.add(new TreePath(path, member)));
        return members;
    }

    /** Returns the text in the parentheses of an annotation; empty if there is no such annotation. */
    Optional<String> annotation(TreePath path, String name) {
        // The tree prints annotations in Java's syntax, so one pattern matches those of types and methods.
        Matcher match = Pattern.compile("@" + name + "\\(((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^)\"])*)\\)")
                .matcher(modifiers(path.getLeaf()));
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }

    private static String modifiers(Tree tree) {
        return switch (tree) {
            case ClassTree type -> type.getModifiers().toString();
            case MethodTree method -> method.getModifiers() + " " + method.getReturnType();
            default -> "";
        };
    }

    /** Returns the Javadoc of a type or member as one line of Markdown. */
    String javadoc(TreePath path) {
        String raw = Optional.ofNullable(docs.getDocComment(path)).orElse("");
        String code = CODE.matcher(raw).replaceAll(match -> Matcher.quoteReplacement("`" + match.group(1) + "`"));
        return LINK.matcher(code)
                .replaceAll(match -> Matcher.quoteReplacement("`" + kebab(match.group(1)) + "`"))
                .strip()
                .replaceAll("\\s+", " ");
    }

    /** Returns a name in the spelling of configuration: {@code maxBytes} is {@code max-bytes}. */
    static String kebab(String name) {
        return CAPITAL.matcher(name).replaceAll(match -> "-" + match.group()).toLowerCase(Locale.ROOT);
    }
}
