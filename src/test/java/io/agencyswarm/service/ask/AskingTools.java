package io.agencyswarm.service.ask;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.ask.Agencies;
import io.agencyswarm.ask.Question;
import io.agencyswarm.tool.FailsRun;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.ToolContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Tools that ask agents. */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class AskingTools {

    /** The threads that have begun a report. */
    final BlockingQueue<Thread> reporting = new LinkedBlockingQueue<>();

    /** A provider, because agencies depend on tools. */
    private final Provider<Agencies> agencies;

    @Inject
    AskingTools(Provider<Agencies> agencies) {
        this.agencies = agencies;
    }

    @ServedTool
    @Tool("Asks an agent.")
    String consult(String agent, String message, ToolContext context) throws InterruptedException {
        return "heard: " + context.ask(agent, message);
    }

    @Tool("Asks the judge in a run of its own.")
    String inquire(String message) {
        return agencies.get().ask("court", Question.of(message).to("Judge")).text();
    }

    @Tool("Reports its progress twice.")
    String report(ToolContext context) {
        reporting.add(Thread.currentThread());
        context.progress("begun");
        context.progress("half");
        return Thread.interrupted() ? "interrupted" : "read";
    }

    @FailsRun
    @Tool("Fails the run.")
    String insist() {
        throw new IllegalStateException("overruled");
    }

    @Tool("Asks the agent that calls it to call it again.")
    String dig(ToolContext context) throws InterruptedException {
        return context.ask("Clerk", "call dig {} ;; text Dug");
    }

    @Tool("Says what the user context has.")
    String recall(String key, ToolContext context) {
        return "" + context.userContext().get(key);
    }

    @Tool("Puts something into the user context.")
    String keep(String key, String value, ToolContext context) {
        context.userContext().put(key, value);
        return "kept";
    }
}
