package io.agencyswarm.deploy;

import static io.agencyswarm.deploy.Manifest.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/**
 * Rules for proxies' objects: each returns a sentence for each name without a target, and for settings that would
 * expose a token or cut a stream.
 */
final class ProxyRules {

    private static final String TRAEFIK_COOKIE = "traefik.ingress.kubernetes.io/service.sticky.cookie";

    private final Layer layer;

    ProxyRules(Layer layer) {
        this.layer = layer;
    }

    Stream<String> violations() {
        return Stream.of(
                        ingresses(),
                        routes(),
                        policies(),
                        istio(),
                        healthChecks(),
                        plain(),
                        cookies(),
                        readinessGates())
                .flatMap(match -> match);
    }

    private Stream<String> ingresses() {
        return layer.of("Ingress")
                .flatMap(ingress -> ingress.all("/spec/rules")
                        .flatMap(rule -> elements(rule.at("/http/paths")))
                        .map(path -> path.at("/backend/service"))
                        .flatMap(service -> unserved(ingress, service.path("name"), service.at("/port/name"))));
    }

    private Stream<String> routes() {
        return layer.of("HTTPRoute").flatMap(route -> {
            Stream<String> parents = route.all("/spec/parentRefs")
                    .filter(parent -> layer.of("Gateway")
                            .filter(gateway ->
                                    gateway.name().equals(parent.path("name").asText()))
                            .flatMap(gateway -> gateway.all("/spec/listeners"))
                            .noneMatch(listener -> listener.path("name").equals(parent.path("sectionName"))))
                    .map(parent -> route + ": no Gateway has the listener " + parent);
            Stream<String> backends = route.all("/spec/rules")
                    .flatMap(rule -> elements(rule.path("backendRefs")))
                    .flatMap(backend -> unserved(route, backend.path("name"), backend.path("port")));
            return Stream.concat(parents, backends);
        });
    }

    /** Policies that are attached to an object by its kind and name. */
    private Stream<String> policies() {
        return layer.objects().stream()
                .flatMap(policy -> Stream.concat(
                                Stream.of(policy.at("/spec/targetRef")), policy.all("/spec/targetRefs"))
                        .filter(target -> !target.isMissingNode())
                        .filter(target -> !layer.has(
                                target.path("kind").asText(),
                                target.path("name").asText()))
                        .map(target -> policy + ": is attached to " + target + ", which is not there"));
    }

    private Stream<String> istio() {
        Stream<String> gateways = layer.of("VirtualService")
                .flatMap(service -> service.all("/spec/gateways")
                        .filter(gateway -> !layer.has("Gateway", gateway.asText()))
                        .map(gateway -> service + ": the Gateway " + gateway + " is not there"));
        Stream<String> destinations = layer.of("VirtualService")
                .flatMap(service -> service.all("/spec/http")
                        .flatMap(rule -> elements(rule.path("route")))
                        .map(route -> route.path("destination"))
                        .flatMap(to -> unserved(service, to.path("host"), to.at("/port/number"))));
        Stream<String> hosts = layer.of("DestinationRule")
                .filter(rule -> !layer.has("Service", rule.at("/spec/host").asText()))
                .map(rule -> rule + ": the Service " + rule.at("/spec/host") + " is not there");
        return Stream.of(gateways, destinations, hosts).flatMap(match -> match);
    }

    /** Load balancers outside of the cluster probe a port of the pods. */
    private Stream<String> healthChecks() {
        return layer.objects().stream()
                .flatMap(object -> Stream.of(
                                object.at("/metadata/annotations/alb.ingress.kubernetes.io~1healthcheck-port"),
                                object.at("/spec/default/config/httpHealthCheck/port"))
                        .filter(port -> !port.isMissingNode())
                        .filter(port -> layer.of("Deployment").noneMatch(pods -> pods.hasPort(port)))
                        .map(port -> object + ": asks for health on the port " + port + ", which no pod has"));
    }

    /** Listeners without TLS, through which tokens would be sent unencrypted. */
    private Stream<String> plain() {
        Stream<Manifest> ingresses = layer.of("Ingress")
                .filter(ingress -> ingress.all("/spec/tls").findAny().isEmpty())
                .filter(ingress -> !annotation(ingress, "alb.ingress.kubernetes.io/listen-ports")
                        .matches("\\[\\{\"HTTPS\": \\d+}]"));
        Stream<Manifest> gateways = layer.of("Gateway")
                .filter(gateway -> Stream.concat(
                                gateway.all("/spec/listeners")
                                        .map(listener ->
                                                listener.path("protocol").asText()
                                                        + listener.at("/tls/certificateRefs/0/name")
                                                                .asText()),
                                gateway.all("/spec/servers")
                                        .map(server ->
                                                server.at("/port/protocol").asText()
                                                        + server.at("/tls/credentialName")
                                                                .asText()))
                        .anyMatch(entrance -> !entrance.matches("HTTPS.+")));
        return Stream.concat(ingresses, gateways).map(entrance -> entrance + ": lets clients in without TLS");
    }

    /** Cookies that keep a client at its pod and are also sent over plain HTTP, if the proxy can prevent that. */
    private Stream<String> cookies() {
        Stream<Manifest> services = layer.of("Service")
                .filter(service -> annotation(service, TRAEFIK_COOKIE).equals("true")
                                && !annotation(service, TRAEFIK_COOKIE + ".secure")
                                        .equals("true")
                        || !annotation(service, "haproxy.org/cookie-persistence")
                                        .isEmpty()
                                && !annotation(service, "haproxy.org/backend-config-snippet")
                                        .contains("Secure"));
        Stream<Manifest> envoy = layer.of("BackendTrafficPolicy")
                .filter(policy -> !policy.at("/spec/loadBalancer/consistentHash/cookie/attributes")
                        .has("Secure"));
        Stream<Manifest> istio = layer.of("DestinationRule")
                .filter(rule -> rule.all("/spec/trafficPolicy/loadBalancer/consistentHash/httpCookie/attributes")
                        .noneMatch(attribute -> attribute.path("name").asText().equals("Secure")));
        return Stream.of(services, envoy, istio)
                .flatMap(match -> match)
                .map(object -> object + ": its cookie is not for TLS alone");
    }

    /** Checks that pods wait until a load balancer outside of the cluster has found them healthy. */
    private Stream<String> readinessGates() {
        return layer.of("Ingress")
                .filter(ingress -> annotation(ingress, "alb.ingress.kubernetes.io/target-type")
                        .equals("ip"))
                .filter(_ -> layer.of("Namespace")
                        .noneMatch(namespace -> namespace
                                .at("/metadata/labels/elbv2.k8s.aws~1pod-readiness-gate-inject")
                                .asText()
                                .equals("enabled")))
                .map(ingress -> ingress + ": its namespace gives pods no readiness gate");
    }

    private static String annotation(Manifest object, String name) {
        return object.at("/metadata/annotations").path(name).asText();
    }

    private Stream<String> unserved(Manifest proxy, JsonNode service, JsonNode port) {
        return layer.servicePort(service.asText(), port.asText()).isMissingNode()
                ? Stream.of(
                        proxy + ": leads to the port " + port + " of the Service " + service + ", which is not there")
                : Stream.empty();
    }
}
