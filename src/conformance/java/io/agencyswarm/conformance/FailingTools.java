package io.agencyswarm.conformance;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.FailsRun;
import io.agencyswarm.tool.ServedTool;
import jakarta.inject.Singleton;

/** Tools that fail, in the two ways in which a tool can. */
@Singleton
@ServedTool
class FailingTools {

    @Tool("Always fails, and the failure is not handed to the model.")
    @FailsRun
    String explode(String reason) {
        throw new IllegalStateException("exploded: " + reason);
    }

    @Tool("Always fails; the model is told.")
    String stumble(String reason) {
        throw new IllegalStateException("stumbled: " + reason);
    }
}
