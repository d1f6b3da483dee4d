package io.agencyswarm.deploy;

import static io.agencyswarm.deploy.Manifest.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** Rules for Services, policies and autoscalers: each returns a sentence for each name without a target. */
final class TrafficRules {

    private final Layer layer;

    TrafficRules(Layer layer) {
        this.layer = layer;
    }

    Stream<String> violations() {
        return Stream.of(services(), selectors(), networkPolicies(), podMonitors(), autoscalers())
                .flatMap(match -> match);
    }

    private Stream<String> services() {
        return layer.of("Service").flatMap(service -> {
            List<Manifest> pods = layer.selected(service.at("/spec/selector"));
            Stream<String> ports = service.all("/spec/ports")
                    .map(port -> port.path("targetPort"))
                    .filter(port -> pods.stream().noneMatch(each -> each.hasPort(port)))
                    .map(port -> service + ": no pod that it selects has the port " + port);
            boolean headless = service.at("/spec/clusterIP").asText().equals("None");
            return headless && !service.at("/spec/publishNotReadyAddresses").asBoolean()
                    ? Stream.concat(ports, Stream.of(service + ": hides pods that shut down and still have streams"))
                    : ports;
        });
    }

    private Stream<String> selectors() {
        Stream<String> budgets = unselective("PodDisruptionBudget", "/spec/selector/matchLabels");
        Stream<String> policies = unselective("NetworkPolicy", "/spec/podSelector/matchLabels");
        Stream<String> monitors = unselective("PodMonitor", "/spec/selector/matchLabels");
        return Stream.of(budgets, policies, monitors).flatMap(match -> match);
    }

    private Stream<String> unselective(String kind, String labels) {
        return layer.of(kind)
                .filter(object -> layer.selected(object.at(labels)).isEmpty())
                .map(object -> object + ": no pod has the labels " + object.at(labels));
    }

    private Stream<String> networkPolicies() {
        return layer.of("NetworkPolicy").flatMap(policy -> {
            JsonNode own = policy.at("/spec/podSelector/matchLabels");
            Stream<String> in = policy.all("/spec/ingress").flatMap(rule -> closed(policy, rule, own));
            Stream<String> out = policy.all("/spec/egress")
                    .flatMap(rule -> elements(rule.path("to"))
                            .map(peer -> peer.at("/podSelector/matchLabels"))
                            .filter(labels -> !labels.isMissingNode())
                            .flatMap(labels -> closed(policy, rule, labels)));
            Stream<String> callers = policy.all("/spec/ingress")
                    .flatMap(rule -> elements(rule.path("from")))
                    .map(peer -> peer.at("/podSelector/matchLabels"))
                    .filter(labels ->
                            !labels.isMissingNode() && layer.selected(labels).isEmpty())
                    .map(labels -> policy + ": lets in pods with the labels " + labels + ", which no pod has");
            return Stream.of(in, out, callers).flatMap(match -> match);
        });
    }

    private Stream<String> closed(Manifest policy, JsonNode rule, JsonNode labels) {
        return elements(rule.path("ports"))
                .map(port -> port.path("port"))
                .filter(port -> layer.selected(labels).stream().noneMatch(pods -> pods.hasPort(port)))
                .map(port -> policy + ": opens the port " + port + " of pods that do not have it: " + labels);
    }

    private Stream<String> podMonitors() {
        return layer.of("PodMonitor")
                .flatMap(monitor -> monitor.all("/spec/podMetricsEndpoints")
                        .map(endpoint -> endpoint.path("port"))
                        .filter(port -> layer.selected(monitor.at("/spec/selector/matchLabels")).stream()
                                .noneMatch(pods -> pods.hasPort(port)))
                        .map(port -> monitor + ": no pod that it selects has the port " + port));
    }

    private Stream<String> autoscalers() {
        List<Manifest> scalers = Stream.concat(layer.of("HorizontalPodAutoscaler"), layer.of("ScaledObject"))
                .toList();
        Stream<String> targets = scalers.stream()
                .filter(scaler -> !layer.has("Deployment", target(scaler)))
                .map(scaler -> scaler + ": the Deployment " + target(scaler) + " is not there");
        Stream<String> twice = layer.of("Deployment")
                .filter(pods -> scalers.stream()
                                .filter(each -> target(each).equals(pods.name()))
                                .count()
                        > 1)
                .map(pods -> pods + ": has two autoscalers");
        Stream<String> owned = layer.of("Deployment")
                .filter(pods -> pods.at("/spec").has("replicas"))
                .filter(pods -> scalers.stream().anyMatch(each -> target(each).equals(pods.name())))
                .map(pods -> pods + ": `replicas` would undo the autoscaler's work at each apply");
        return Stream.of(targets, twice, owned).flatMap(match -> match);
    }

    private static String target(Manifest scaler) {
        return scaler.at("/spec/scaleTargetRef/name").asText();
    }
}
