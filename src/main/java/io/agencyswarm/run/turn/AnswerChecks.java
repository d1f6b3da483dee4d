package io.agencyswarm.run.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.schema.OutputType;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks final answers against the output type of their agent, and reads them: a text, or a value of the type. */
public final class AnswerChecks {

    private AnswerChecks() {}

    /**
     * A final answer that is the output of a tool, because the tool ends the turn.
     *
     * @param output what the model would get
     * @param value what clients get
     */
    public record ToolAnswer(Item.FunctionCallOutput output, JsonNode value) {}

    /**
     * Checks the final answer of a model, and returns it.
     *
     * @param incompleteReason what cut off the model's output; null if nothing did
     * @throws AgencyException if the text is not a valid value of the agent's output type
     */
    public static JsonNode checkText(Agent agent, String text, @Nullable String incompleteReason) {
        return read(agent, TextNode.valueOf(text), type -> type.read(text), incompleteReason);
    }

    /**
     * Checks the final answer of a tool, and returns it: images and files unchanged, everything else as a value of the
     * output type.
     *
     * @throws AgencyException if the value is not valid for the agent's output type
     */
    public static JsonNode checkTool(Agent agent, ToolAnswer answer) {
        return answer.output().json().path("output").isTextual()
                ? read(agent, TextNode.valueOf(answer.output().text()), type -> type.check(answer.value()), null)
                : answer.value();
    }

    /** Returns a final answer in the model's form, which {@link #checkText} reads. */
    public static String text(Agent agent, JsonNode answer) {
        return agent.outputType()
                .map(type -> type.text(answer))
                .orElseGet(() -> answer.isTextual() ? answer.textValue() : Json.text(answer));
    }

    private static JsonNode read(
            Agent agent, JsonNode untyped, Function<OutputType, JsonNode> reading, @Nullable String incompleteReason) {
        Optional<OutputType> type = agent.outputType();
        if (type.isEmpty()) {
            return untyped;
        }
        try {
            return reading.apply(type.get());
        } catch (InvalidRequestException e) {
            String why = incompleteReason == null
                    ? e.getMessage()
                    : "The model's output was cut off by " + incompleteReason + TruncatedTurn.advice(incompleteReason);
            throw new AgencyException(
                    ErrorCode.MODEL_FAILED,
                    "Agent " + agent.name() + ": its answer is not a valid " + type.get() + ". " + why,
                    e);
        }
    }
}
