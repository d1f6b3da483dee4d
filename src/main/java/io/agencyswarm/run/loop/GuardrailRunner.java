package io.agencyswarm.run.loop;

import io.agencyswarm.agency.Guardrail;
import io.agencyswarm.agency.GuardrailContext;
import io.agencyswarm.agency.GuardrailResult;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.run.AgentRun;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the guardrails of an agent, one after the other, until one trips. */
final class GuardrailRunner {

    private final RunContext context;

    GuardrailRunner(RunContext context) {
        this.context = context;
    }

    private record CheckContext(RunContext context, AgentRun agentRun) implements GuardrailContext {

        @Override
        public String agent() {
            return agentRun.name();
        }

        @Override
        public Map<String, Object> userContext() {
            return context.userContext();
        }

        @Override
        public String ask(String name, String message) throws InterruptedException {
            return HiddenRun.ask(context, agentRun, name, message);
        }
    }

    /**
     * Returns the guidance of the first input guardrail that trips on the client's message. Asks none if the message is
     * empty.
     */
    Optional<String> input(AgentRun agentRun, List<Item> message) throws InterruptedException {
        if (message.isEmpty()) {
            return Optional.empty();
        }
        String text = message.stream().map(GuardrailRunner::text).collect(Collectors.joining("\n"));
        return trip(agentRun, agentRun.agent().inputGuardrails(), "input", text);
    }

    /** Returns the text of an item, regardless of its role. */
    private static String text(Item item) {
        return switch (item) {
            case Item.Message message -> message.text();
            case Item.FunctionCall call -> call.arguments();
            case Item.FunctionCallOutput output -> output.text();
            case Item.Reasoning _, Item.HostedCall _, Item.PairedCall _, Item.PairedOutput _, Item.Other _ ->
                Json.text(item.json());
        };
    }

    /** Returns the guidance of the first output guardrail that trips on an answer. */
    Optional<String> output(AgentRun agentRun, String answer) throws InterruptedException {
        return trip(agentRun, agentRun.agent().outputGuardrails(), "output", answer);
    }

    private Optional<String> trip(AgentRun agentRun, List<Guardrail> guardrails, String kind, String text)
            throws InterruptedException {
        for (Guardrail guardrail : guardrails) {
            switch (result(agentRun, guardrail, kind, text)) {
                case GuardrailResult.Pass _ -> {}
                case GuardrailResult.Trip(String guidance) -> {
                    return Optional.of(guidance);
                }
            }
        }
        return Optional.empty();
    }

    private GuardrailResult result(AgentRun agentRun, Guardrail guardrail, String kind, String text)
            throws InterruptedException {
        try {
            return Objects.requireNonNull(
                    guardrail.check(new CheckContext(context, agentRun), text),
                    "it returned null instead of GuardrailResult.pass() or trip(…)");
        } catch (InterruptedException | VirtualMachineError | HiddenRun.RunEndingException e) {
            throw e;
        } catch (Throwable e) {
            throw new AgencyException(
                    ErrorCode.GUARDRAIL,
                    "Agent " + agentRun.name() + ": its " + kind + " guardrail failed: " + AgencyException.reason(e),
                    e);
        }
    }
}
