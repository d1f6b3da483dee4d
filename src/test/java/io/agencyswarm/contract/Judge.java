package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares answers with a recording. */
final class Judge {

    private Judge() {}

    /**
     * Compares the answers to a case with its recording.
     *
     * @param answers one for each step, as {@link Player} returned them
     * @param received the requests that the model server received
     * @return the differences, one sentence each; empty if there are none
     */
    static List<String> faults(GoldenCase golden, List<? extends JsonNode> answers, JsonNode received) {
        Matcher matcher = new Matcher();
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            String step = "step " + i;
            JsonNode answer = answers.get(i);
            ObjectNode distilled =
                    Distiller.answer(answer, compared(golden, golden.steps().get(i)));
            matcher.match(step, golden.expect().get(i), distilled);
            Invariants.faults(answer).forEach(fault -> broken.add(step + ": " + fault));
        }
        if (golden.modelRequests() != null) {
            ArrayNode requests = Wire.MAPPER.createArrayNode();
            received.forEach(request -> requests.add(RequestDistiller.request(request)));
            matcher.match("model", golden.modelRequests(), requests);
        }
        broken.addAll(matcher.faults());
        return broken;
    }

    /** The progress of an agent until its run was cancelled depends on timing. */
    private static @Nullable Set<String> compared(GoldenCase golden, ContractStep step) {
        return switch (step) {
            case ContractStep.Cancel _, ContractStep.Leave _ -> Set.of();
            case ContractStep.Http _, ContractStep.Stream _ -> golden.only();
        };
    }
}
