package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.Guardrail;
import io.agencyswarm.agency.GuardrailContext;
import io.agencyswarm.agency.GuardrailResult;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the guardrails of an agent, one after the other, until one trips. */
final class Guards {

    private final Map<String, Object> userContext;

    Guards(Map<String, Object> userContext) {
        this.userContext = userContext;
    }

    /**
     * The guidance of the input guardrail that trips on a message. None is asked where the client only brings its
     * tools' results, of which the user has said nothing.
     */
    Optional<String> input(Agent agent, List<Item> message) throws InterruptedException {
        if (message.stream().allMatch(Item.FunctionCallOutput.class::isInstance)) {
            return Optional.empty();
        }
        String text = message.stream()
                .filter(item -> item instanceof Item.Message said && said.role().equals("user"))
                .map(item -> ((Item.Message) item).text())
                .collect(Collectors.joining("\n"));
        return trip(agent, agent.inputGuardrails(), "input", text);
    }

    /** The guidance of the output guardrail that trips on an answer. */
    Optional<String> output(Agent agent, String answer) throws InterruptedException {
        return trip(agent, agent.outputGuardrails(), "output", answer);
    }

    private Optional<String> trip(Agent agent, List<Guardrail> guardrails, String kind, String text)
            throws InterruptedException {
        for (Guardrail guardrail : guardrails) {
            switch (result(agent, guardrail, kind, text)) {
                case GuardrailResult.Pass _ -> {}
                case GuardrailResult.Trip(String guidance) -> {
                    return Optional.of(guidance);
                }
            }
        }
        return Optional.empty();
    }

    private GuardrailResult result(Agent agent, Guardrail guardrail, String kind, String text)
            throws InterruptedException {
        try {
            return Objects.requireNonNull(
                    guardrail.check(new GuardrailContext(agent.name(), userContext), text),
                    "it returned null instead of GuardrailResult.pass() or trip(…)");
        } catch (InterruptedException | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new AgencyException(
                    ErrorCode.GUARDRAIL,
                    "Agent " + agent.name() + ": its " + kind + " guardrail failed: " + AgencyException.reason(e),
                    e);
        }
    }
}
