package io.agencyswarm.tool;

import static io.agencyswarm.tool.ToolCalls.call;
import static io.agencyswarm.tool.ToolCalls.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.error.Problem;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Beans as Quarkus creates them: with a client proxy and an intercepting subclass. */
@QuarkusTest
class ToolsInQuarkusTest {

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Loud {}

    @Loud
    @Interceptor
    @Priority(1)
    static class LoudInterceptor {

        @AroundInvoke
        Object shout(InvocationContext call) throws Exception {
            return call.proceed().toString().toUpperCase(Locale.ROOT);
        }
    }

    @ApplicationScoped
    static class Orders {

        private final String state = "open";

        @Tool("Finds an order.")
        @Loud
        String find(@Pattern(regexp = "[a-z]+") String id, @Max(3) int copies) {
            return id + " " + copies + " " + state;
        }

        @Tool
        String lose(String id) throws IOException {
            throw new IOException("lost " + id);
        }
    }

    @Inject
    Orders orders;

    @Test
    void tools_ofProxiedBean_areFoundAndIntercepted() throws Exception {
        assertThat(orders).isInstanceOf(ClientProxy.class);
        assertThat(ToolFactory.tools(orders)).hasSize(2);
        assertThat(call(orders, "find", "{'id': 'abc', 'copies': 2}")).isEqualTo("ABC 2 OPEN");
    }

    @Test
    void call_ofProxiedBean_validates() {
        assertThat(problems(orders, "find", "{'id': 'abc', 'copies': 4}"))
                .extracting(Problem::loc, Problem::type)
                .containsExactly(tuple(List.of("copies"), "less_than_equal"));
        assertThat(problems(orders, "find", "{'id': 'ABC', 'copies': 1}"))
                .extracting(Problem::loc, Problem::type)
                .containsExactly(tuple(List.of("id"), "value_error"));
    }

    @Test
    void call_ofRecord_validatesToo() {
        assertThat(problems(
                        Examples.Period.class,
                        "Period",
                        "{'from': '2001-01-01', 'to': '2001-01-02', 'room_code': '11'}"))
                .extracting(Problem::loc)
                .containsExactly(List.of("room_code"));
    }
}
