package io.agencyswarm.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.item.Json;
import io.agencyswarm.tool.OutputType;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an agent answers in the end: a text, or a value of its output type. */
final class FinalAnswer {

    private FinalAnswer() {}

    /**
     * The answer of a model.
     *
     * @param cutBy what stopped the model in the middle of it; null if it was not stopped
     * @throws AgencyException if the text is not a valid value of the agent's output type
     */
    static JsonNode ofText(Agent agent, String text, @Nullable String cutBy) {
        return read(agent, TextNode.valueOf(text), type -> type.read(text), cutBy);
    }

    /**
     * The answer of a tool that ended the turn: pictures and files as they are, all else as a value of the output type.
     *
     * @throws AgencyException if the value is not a valid one of the agent's output type
     */
    static JsonNode ofTool(Agent agent, ToolRunner.FinalToolOutput ending) {
        return ending.output().json().path("output").isTextual()
                ? read(agent, TextNode.valueOf(ending.output().text()), type -> type.check(ending.value()), null)
                : ending.value();
    }

    /** An answer as a model says it, which {@link #ofText} reads. */
    static String text(Agent agent, JsonNode answer) {
        return agent.outputType()
                .map(type -> type.text(answer))
                .orElseGet(() -> answer.isTextual() ? answer.textValue() : Json.text(answer));
    }

    private static JsonNode read(
            Agent agent, JsonNode untyped, Function<OutputType, JsonNode> reading, @Nullable String cutBy) {
        Optional<OutputType> type = agent.outputType();
        if (type.isEmpty()) {
            return untyped;
        }
        try {
            return reading.apply(type.get());
        } catch (InvalidRequestException e) {
            String why = cutBy == null
                    ? e.getMessage()
                    : "The model was stopped in the middle of it by " + cutBy + CutTurn.advice(cutBy);
            throw new AgencyException(
                    ErrorCode.MODEL_FAILED,
                    "Agent " + agent.name() + ": its answer is not a valid " + type.get() + ". " + why,
                    e);
        }
    }
}
