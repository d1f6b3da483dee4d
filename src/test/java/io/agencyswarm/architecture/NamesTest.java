package io.agencyswarm.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Name;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * The names of variables, parameters, fields, record components and methods of the main code. The list is a reminder to
 * look for the noun of the field (a message, an answer, a request, arguments); it can't replace that search.
 */
class NamesTest {

    /** Participles and pronouns that never name an object well. */
    private static final Set<String> FORBIDDEN = Set.of(
            "asked",
            "begun",
            "heard",
            "nobody",
            "nobodys",
            "said",
            "stranger",
            "strangers",
            "told",
            "twin",
            "twins",
            "unasked",
            "untold",
            "wanted");

    @Test
    void mainCode_names_areNounsOfTheField() throws IOException {
        List<String> names = new ArrayList<>();
        List<String> forbidden = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources()));
            for (CompilationUnitTree file : task.parse()) {
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void visitVariable(VariableTree variable, Void none) {
                        add(variable.getName());
                        return super.visitVariable(variable, none);
                    }

                    @Override
                    public Void visitMethod(MethodTree method, Void none) {
                        add(method.getName());
                        return super.visitMethod(method, none);
                    }

                    private void add(Name name) {
                        names.add(name.toString());
                        if (FORBIDDEN.contains(name.toString())) {
                            forbidden.add(name + " in "
                                    + Path.of(file.getSourceFile().getName()).getFileName());
                        }
                    }
                }.scan(file, null);
            }
        }

        assertThat(names).isNotEmpty();
        assertThat(forbidden).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
