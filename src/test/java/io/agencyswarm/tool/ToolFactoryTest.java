package io.agencyswarm.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.P;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.LogLines;
import java.io.Closeable;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolFactoryTest {

    @Test
    void tools_ofTool_isItself() {
        Tool tool = ToolFactory.tools(Examples.Weather.class).getFirst();

        assertThat(ToolFactory.tools(tool)).containsExactly(tool);
    }

    @Test
    void tools_ofBean_areItsAnnotatedMethodsByName() {
        List<Tool> tools = ToolFactory.tools(new Examples.Calculator());

        assertThat(tools)
                .extracting(tool -> tool.spec().name())
                .containsExactly("add", "forget", "greet", "stumble", "whoami");
        assertThat(tools)
                .extracting(tool -> tool.spec().description())
                .containsExactly("Adds two whole numbers.", "", "Greets.\nPolitely.", "", "");
    }

    @Test
    void tools_ofBean_haveTheMarksOfTheirMethods() {
        List<Tool> tools = ToolFactory.tools(new Examples.Calculator());

        assertThat(tools)
                .filteredOn(Tool::failsRun)
                .extracting(tool -> tool.spec().name())
                .containsExactly("stumble");
        assertThat(tools)
                .filteredOn(Tool::served)
                .extracting(tool -> tool.spec().name())
                .containsExactly("greet");
    }

    @Test
    void tools_ofRecord_areNamedAndDescribedByIt() {
        Tool tool = ToolFactory.tools(Examples.Weather.class).getFirst();

        assertThat(tool.spec().name()).isEqualTo("Weather");
        assertThat(tool.spec().description()).isEqualTo("Tells the weather at a place.");
        assertThat(tool.served()).isTrue();
        assertThat(tool.failsRun()).isFalse();
        assertThat(ToolFactory.tools(Examples.Failing.class).getFirst().failsRun())
                .isTrue();
    }

    @ServedTool
    static class Proxy extends Examples.Calculator {

        @Override
        int add(int a, int b) {
            return 100 + super.add(a, b);
        }
    }

    @Test
    void tools_ofProxy_callTheProxy() throws Exception {
        List<Tool> tools = ToolFactory.tools(new Proxy());
        ObjectNode arguments = Json.object().put("a", 1).put("b", 2);

        assertThat(tools).hasSize(5).allMatch(Tool::served);
        assertThat(tools.getFirst().call(ToolCalls.CONTEXT, arguments)).isEqualTo(103);
    }

    static class Redescribed extends Examples.Calculator {

        @Override
        @dev.langchain4j.agent.tool.Tool("Adds otherwise.")
        int add(int a, int b) {
            return 0;
        }
    }

    @Test
    void tools_ofOverridingMethod_areItsOwn() {
        assertThat(ToolFactory.tools(new Redescribed()))
                .hasSize(5)
                .first()
                .extracting(tool -> tool.spec().description())
                .isEqualTo("Adds otherwise.");
    }

    @Test
    void tools_withoutAny_saysWhatToAnnotate() {
        assertWrong("text", "java.lang.String has no method with dev.langchain4j.agent.tool.Tool: annotate one.");
    }

    @Test
    void tools_ofRecordObject_asksForTheClass() {
        assertWrong(new Examples.Failing(), "give the class");
    }

    static class NoRecord implements ToolClass {

        @Override
        public @Nullable Object run(ToolContext context) {
            return null;
        }
    }

    @Test
    void tools_ofClassThatIsNoRecord_saysTheRule() {
        assertWrong(NoRecord.class, "NoRecord is not a valid tool: it must be a record");
        assertWrong(Examples.Place.class, "must be a record that implements ToolClass");
    }

    static class Twins {

        @dev.langchain4j.agent.tool.Tool
        void same() {}

        @dev.langchain4j.agent.tool.Tool
        void same(String text) {}
    }

    @Test
    void tools_withOneNameTwice_namesIt() {
        assertWrong(new Twins(), "Twins.same is a second tool named \"same\" in its bean");
    }

    static class Misnamed {

        @dev.langchain4j.agent.tool.Tool(name = "get weather")
        void weather() {}
    }

    record Has$Dollar(String text) implements ToolClass {

        @Override
        public Object run(ToolContext context) {
            return text;
        }
    }

    @Test
    void tools_withNameThatProvidersRefuse_saysTheRule() {
        assertWrong(new Misnamed(), "The tool name \"get weather\" of");
        assertWrong(Has$Dollar.class, "1 to 64 letters, digits, _ and -");
    }

    static class Hidden {

        @dev.langchain4j.agent.tool.Tool
        private void hidden() {}
    }

    static class Static {

        @dev.langchain4j.agent.tool.Tool
        static void shared() {}
    }

    @Test
    void tools_privateOrStatic_areRefused() {
        assertWrong(new Hidden(), "Hidden.hidden is private or static");
        assertWrong(new Static(), "Static.shared is private or static");
    }

    static class Unreadable {

        @dev.langchain4j.agent.tool.Tool
        void close(Closeable resource) {}
    }

    record Nested(List<Runnable> steps) implements ToolClass {

        @Override
        public Object run(ToolContext context) {
            return steps;
        }
    }

    record Lazy(Supplier<String> text) implements ToolClass {

        @Override
        public Object run(ToolContext context) {
            return text.get();
        }
    }

    @Test
    void tools_withASupplier_areRefused() {
        assertWrong(Lazy.class, "Lazy can't be created: java.util.function.Supplier is abstract");
    }

    static class Unexplained {

        @dev.langchain4j.agent.tool.Tool
        void price(int rolls, ToolContext context) {}

        @dev.langchain4j.agent.tool.Tool
        void count(@P("How often.") int times, ToolContext context) {}

        @dev.langchain4j.agent.tool.Tool
        void nothing() {}
    }

    @Test
    void tools_withoutP_areWarnedOf() {
        try (LogLines log = new LogLines()) {
            ToolFactory.tools(new Unexplained());

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("arguments of [" + Unexplained.class.getName() + ".price] have no descriptions for"
                            + " models.");
        }
    }

    @Test
    void tools_withTypeThatJsonCanNotBe_namesTheTypeAndTheFix() {
        assertWrong(new Unreadable(), "java.io.Closeable is abstract, so it can't be read from JSON: use a record");
        assertWrong(Nested.class, "Nested can't be created: java.lang.Runnable is abstract");
    }

    static class Absent {

        @dev.langchain4j.agent.tool.Tool
        void count(@P(required = false, value = "How often.") int times) {}
    }

    static class SameNames {

        @dev.langchain4j.agent.tool.Tool
        void pair(@P(name = "x", value = "") int left, @P(name = "x", value = "") int right) {}
    }

    record SomeDefault(@JsonProperty(defaultValue = "some") int days) implements ToolClass {

        @Override
        public Object run(ToolContext context) {
            return days;
        }
    }

    @Test
    void tools_withContradictoryParameters_saySo() {
        assertWrong(new Absent(), "parameter times is optional, but a missing int can't be null");
        assertWrong(new SameNames(), "two parameters are named x");
        assertWrong(SomeDefault.class, "the default value \"some\" can't be read as int");
    }

    @Test
    void tools_compiledWithoutParameterNames_sayHowToCompile(@TempDir Path classes) throws Exception {
        String source = "public class Bare { @dev.langchain4j.agent.tool.Tool public void run(String text) {} }";
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Bare.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        String classPath = Path.of(dev.langchain4j.agent.tool.Tool.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        List<String> options = List.of("-d", classes.toString(), "-cp", classPath);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .getTask(null, null, null, options, null, List.of(file))
                        .call())
                .isTrue();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            assertWrong(
                    loader.loadClass("Bare").getConstructor().newInstance(),
                    "the name of parameter arg0 is not in the class file: compile with -parameters");
        }
    }

    private static void assertWrong(Object source, String message) {
        assertThatThrownBy(() -> ToolFactory.tools(source))
                .isInstanceOfSatisfying(
                        AgencyException.class, wrong -> assertThat(wrong.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining(message);
    }
}
