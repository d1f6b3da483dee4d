package io.agencyswarm.run.loop;

import io.agencyswarm.agency.Guardrail;
import io.agencyswarm.agency.GuardrailContext;
import io.agencyswarm.agency.GuardrailResult;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the guardrails of an agent, one after the other, until one trips. */
final class GuardrailRunner {

    private GuardrailRunner() {}

    private record CheckContext(AgentContext context) implements GuardrailContext {

        @Override
        public String agent() {
            return context.name();
        }

        @Override
        public Map<String, Object> userContext() {
            return context.run().userContext();
        }

        @Override
        public String ask(String name, String message) throws InterruptedException {
            return HiddenDelegation.ask(context, name, message);
        }
    }

    /**
     * Returns the guidance of the first input guardrail that trips on the client's message. Asks none if the message is
     * empty.
     */
    static Optional<String> input(AgentContext context, List<Item> message) throws InterruptedException {
        if (message.isEmpty()) {
            return Optional.empty();
        }
        String text = message.stream().map(GuardrailRunner::text).collect(Collectors.joining("\n"));
        return trip(context, context.agent().inputGuardrails(), "input", text);
    }

    /** Returns the text of an item, regardless of its role. */
    private static String text(Item item) {
        return switch (item) {
            case Item.Message message -> message.text();
            case Item.FunctionCall call -> call.arguments();
            case Item.FunctionCallOutput output -> output.text();
            case Item.Reasoning _, Item.HostedCall _, Item.OtherCall _, Item.OtherCallOutput _, Item.Other _ ->
                Json.text(item.json());
        };
    }

    /** Returns the guidance of the first output guardrail that trips on an answer. */
    static Optional<String> output(AgentContext context, String answer) throws InterruptedException {
        return trip(context, context.agent().outputGuardrails(), "output", answer);
    }

    private static Optional<String> trip(AgentContext context, List<Guardrail> guardrails, String kind, String text)
            throws InterruptedException {
        for (Guardrail guardrail : guardrails) {
            switch (result(context, guardrail, kind, text)) {
                case GuardrailResult.Pass _ -> {}
                case GuardrailResult.Trip(String guidance) -> {
                    return Optional.of(guidance);
                }
            }
        }
        return Optional.empty();
    }

    private static GuardrailResult result(AgentContext context, Guardrail guardrail, String kind, String text)
            throws InterruptedException {
        try {
            return Objects.requireNonNull(
                    guardrail.check(new CheckContext(context), text),
                    "it returned null instead of GuardrailResult.pass() or trip(…)");
        } catch (InterruptedException | VirtualMachineError | HiddenDelegation.RunEndingException e) {
            throw e;
        } catch (Throwable e) {
            throw new AgencyException(
                    ErrorCode.GUARDRAIL,
                    "Agent " + context.name() + ": its " + kind + " guardrail failed: " + AgencyException.reason(e),
                    e);
        }
    }
}
