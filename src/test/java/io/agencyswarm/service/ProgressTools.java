package io.agencyswarm.service;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.TimeLimit;
import io.agencyswarm.tool.ToolContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;

/** Tools that report progress. */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class ProgressTools {

    private final Gates gates;

    @Inject
    ProgressTools(Gates gates) {
        this.gates = gates;
    }

    @Tool("Tells a text, an object, and an object with a type; then waits at a gate.")
    String paint(String gate, ToolContext context) throws InterruptedException {
        context.progress("step 1");
        context.progress(Map.of("call_id", Objects.requireNonNull(context.callId()), "delta", "half"));
        context.progress(Map.of("type", "progress", "percent", 50));
        gates.hold(gate);
        return "painted";
    }

    @TimeLimit("200ms")
    @Tool("Waits at a gate, whatever happens, and tells something then.")
    String dawdle(String gate, ToolContext context) {
        gates.stand(gate);
        context.progress("too late");
        gates.open("told " + gate);
        return "dawdled";
    }

    @Tool("Tells something until it is interrupted.")
    String babble(String gate, ToolContext context) throws InterruptedException {
        gates.enter(gate);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                context.progress("x".repeat(10_000));
            }
            throw new InterruptedException();
        } finally {
            gates.open(gate);
        }
    }

    @Tool("Tells what is no JSON.")
    String mumble(ToolContext context) {
        context.progress(new Object());
        return "mumbled";
    }
}
