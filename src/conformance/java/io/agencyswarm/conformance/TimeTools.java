package io.agencyswarm.conformance;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.ServedTool;
import jakarta.inject.Singleton;

/** A tool that takes its time, and stops when its run is cancelled. */
@Singleton
@ServedTool
class TimeTools {

    @Tool(name = "wait", value = "Waits, then says so.")
    String pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return "waited " + millis + " ms";
    }
}
