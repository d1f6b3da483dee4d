package io.agencyswarm.testing;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.GuardrailResult;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Application code that uses a {@link Visit} in everything that a run calls. */
@Singleton
public class Visits {

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Visit visit;

    @Inject
    Visits(Visit visit) {
        this.visit = visit;
    }

    /**
     * A call of the application's code.
     *
     * @param where the code that was called
     * @param visit the id of the {@link Visit} that it saw
     * @param who the caller that it saw
     * @param classes the context class loader
     */
    public record Seen(String where, String visit, String who, ClassLoader classes) {}

    /**
     * Returns an agency with Lead, who may ask Helper. The instructions, guardrails and tools of both use their visit.
     */
    public Agency agency(String name) {
        Agent lead = agent("Lead");
        Agent helper = agent("Helper");
        return Agency.named(name).entryPoints(lead).flow(lead, helper).build();
    }

    private Agent agent(String name) {
        return Agent.named(name)
                .model("gpt-4o")
                .instructions(_ -> {
                    note("instructions of " + name);
                    return "Be welcome.";
                })
                .inputGuardrails((_, _) -> {
                    note("input guardrail of " + name);
                    return GuardrailResult.pass();
                })
                .outputGuardrails((_, _) -> {
                    note("output guardrail of " + name);
                    return GuardrailResult.pass();
                })
                .tools(this)
                .build();
    }

    @Tool("Comes by.")
    String visit() {
        note("tool");
        return "seen";
    }

    /** Records the visit that the calling code sees. */
    public void note(String where) {
        seen.add(new Seen(where, visit.id(), visit.who(), Thread.currentThread().getContextClassLoader()));
    }

    /** Returns all calls since the last time, in order. */
    public List<Seen> taken() {
        List<Seen> received = List.copyOf(seen);
        seen.removeAll(received);
        return received;
    }
}
