package io.agencyswarm.quirks;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All cases exist, and all their fields are compared. */
class QuirkCaseTest {

    private static final Set<String> FIELDS =
            Set.of("about", "family", "report", "agency", "endpoint", "strict", "request", "expect", "cancel", "then");

    private static final Set<String> EXPECTED = Set.of(
            "status",
            "error",
            "response",
            "text",
            "model_requests",
            "ran",
            "never_told",
            "items",
            "reasoning",
            "sent",
            "ends",
            "deltas",
            "run_items",
            "any_of");

    private static final Set<String> SENT =
            Set.of("calls", "kinds", "holds", "lacks", "reasoning", "user", "output", "assistant");

    @Test
    void cases_byEndpoint_areAllThereAre() {
        Map<String, Long> counts = QuirkCase.all().stream().collect(groupingBy(QuirkCase::endpoint, counting()));

        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("get_response", 154L, "get_response_stream", 22L, "agui", 8L));
    }

    @Test
    void cases_fields_areKnown() {
        assertThat(QuirkCase.all()).allSatisfy(quirk -> {
            assertThat(names(quirk.json())).as(quirk.name()).isSubsetOf(FIELDS);
            List<JsonNode> expected = new ArrayList<>(List.of(quirk.json().required("expect")));
            quirk.json().path("then").forEach(step -> expected.add(step.required("expect")));
            List.copyOf(expected).forEach(one -> one.path("any_of").forEach(expected::add));
            assertThat(expected).as(quirk.name()).allSatisfy(one -> {
                assertThat(names(one)).isSubsetOf(EXPECTED);
                assertThat(one.path("sent"))
                        .allSatisfy(sent -> assertThat(names(sent)).isSubsetOf(SENT));
            });
        });
    }

    @Test
    void cases_turns_areNumberedFromOneWithoutAGap() {
        assertThat(QuirkCase.all()).allSatisfy(quirk -> {
            int next = 1;
            for (int number : quirk.turns().keySet()) {
                assertThat(number).as(quirk.name()).isEqualTo(next++);
            }
        });
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
