package io.agencyswarm.service.observe;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The series that the dashboard, the alerts and the autoscaler in {@code deploy/k8s} query exist. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class QueriesTest {

    private static final Path COMPONENTS = Path.of("deploy", "k8s", "components");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Pattern NAME = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?=\\{)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?=!?=~?\")|(?<=by \\(|, )[a-z_]+(?=[,)])");

    /** Series of kube-state-metrics and of the kubelet. */
    private static final Set<String> OF_OTHERS = Set.of(
            "container_memory_working_set_bytes",
            "kube_horizontalpodautoscaler_spec_max_replicas",
            "kube_horizontalpodautoscaler_status_current_replicas",
            "kube_pod_container_resource_limits",
            "kube_pod_container_status_restarts_total");

    @TestHTTPResource
    URI base;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void names_ofDashboardAlertsAndAutoscaler_areThoseOfTheApplication() throws Exception {
        ServiceClient.at(base)
                .ask("team", delegate("Developer", "call add {\"a\":1,\"b\":2} ;; text Three") + " ;; text Done");
        Scrape scrape = Scrape.of(management);
        List<String> queries = queries();

        assertThat(queries).hasSizeGreaterThan(25);
        for (String query : queries) {
            Set<String> names = found(NAME, query);
            assertThat(names).as(query).isNotEmpty();
            names.removeAll(OF_OTHERS);
            assertThat(scrape.names()).as(query).containsAll(names);
            Set<String> labels = found(LABEL, query);
            // Labels that Prometheus adds.
            labels.removeAll(Set.of("namespace", "pod"));
            assertThat(names)
                    .as(query)
                    .allSatisfy(name -> assertThat(scrape.labels(name)).containsAll(labels));
        }
    }

    private static Set<String> found(Pattern pattern, String query) {
        return pattern.matcher(query)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> queries() throws IOException {
        JsonNode dashboard =
                YAML.readTree(COMPONENTS.resolve("monitoring/dashboard.json").toFile());
        JsonNode alerts = YAML.readTree(
                COMPONENTS.resolve("monitoring/prometheus-rule.yaml").toFile());
        JsonNode autoscaler =
                YAML.readTree(COMPONENTS.resolve("keda/scaled-object.yaml").toFile());
        List<String> queries = new ArrayList<>(dashboard.findValuesAsText("expr"));
        dashboard.path("templating").path("list").forEach(variable -> {
            String query = variable.path("query").path("query").asText();
            if (!query.isEmpty()) {
                queries.add(query.contains("{") ? query : query.replaceFirst(",", "{},"));
            }
        });
        queries.addAll(alerts.findValuesAsText("expr"));
        queries.addAll(autoscaler.findValuesAsText("query"));
        return queries;
    }
}
