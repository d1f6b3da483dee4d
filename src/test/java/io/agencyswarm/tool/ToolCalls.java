package io.agencyswarm.tool;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of tools with a text, as models make them. */
public final class ToolCalls {

    public static final ToolContext CONTEXT = new ToolContext() {
        @Override
        public Map<String, Object> userContext() {
            return Map.of();
        }

        @Override
        public String agent() {
            return "Lead";
        }

        @Override
        public String callId() {
            return "call_1";
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void progress(@Nullable Object value) {}

        @Override
        public String ask(String agent, String message) {
            throw new UnsupportedOperationException();
        }
    };

    private ToolCalls() {}

    /** Returns the result of the tool {@code name} of {@code source}; the text may use ' for ". */
    public static @Nullable Object call(Object source, String name, String arguments) throws Exception {
        return tool(source, name).call(CONTEXT, ToolArguments.parse(arguments.replace('\'', '"')));
    }

    /** Returns the problems of a rejected call. */
    public static List<Problem> problems(Object source, String name, String arguments) {
        return catchThrowableOfType(InvalidRequestException.class, () -> call(source, name, arguments))
                .problems();
    }

    /** The tool {@code name} of {@code source}. */
    public static Tool tool(Object source, String name) {
        return ToolFactory.tools(source).stream()
                .filter(tool -> tool.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
