package io.agencyswarm.service;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.FailsRun;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.TimeLimit;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Tools with their own time limit, which they exceed at a closed gate. */
@Singleton
@TimeLimit("200ms")
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class SlowTools {

    private final Gates gates;

    @Inject
    SlowTools(Gates gates) {
        this.gates = gates;
    }

    @ServedTool
    @Tool("Waits at a gate, and leaves it when interrupted.")
    String nap(String gate) throws InterruptedException {
        return gates.hold(gate);
    }

    @ServedTool
    @Tool("Waits at a gate, and does not care for interrupts.")
    String sulk(String gate) {
        return gates.stand(gate);
    }

    @FailsRun
    @Tool("Waits at a gate, and fails the run when it must not.")
    String insist(String gate) throws InterruptedException {
        return gates.hold(gate);
    }

    @ServedTool
    @TimeLimit("0s")
    @Tool("Waits at a gate for as long as it takes.")
    String linger(String gate) throws InterruptedException {
        return gates.hold(gate);
    }

    @ServedTool
    @Tool("Throws an error.")
    String fall() {
        throw new NoClassDefFoundError("the driver is not there");
    }
}
