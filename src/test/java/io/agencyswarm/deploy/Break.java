package io.agencyswarm.deploy;

import java.util.stream.Stream;

/**
 * A thing that goes wrong: in {@code file} the first {@code text} becomes {@code other}, and {@code finding} must come
 * of it.
 */
record Break(String file, String text, String other, String finding) {

    @Override
    public String toString() {
        return file + ": " + other;
    }

    static Stream<Break> pods() {
        String pods = "base/deployment.yaml";
        return Stream.of(
                new Break(pods, "port: management", "port: admin", "a probe asks the port \"admin\""),
                new Break(pods, "containerPort: 9000", "containerPort: 9001", "asks for health on the port"),
                new Break(pods, "key: app-token", "key: token", "optional or not in the example Secret"),
                new Break(
                        pods,
                        "key: app-token",
                        "key: app-token\n                  optional: true",
                        "optional or not in the example"),
                new Break(pods, "serviceAccountName: agency-swarm", "serviceAccountName: agency", "runs as \"agency\""),
                new Break(pods, "Seconds: 330", "Seconds: 300", "is killed after 300 s but stops within 310 s"),
                new Break("overlays/gke/deployment-drain.yaml", "seconds: 30", "seconds: 60", "stops within 360 s"),
                new Break(pods, "mountPath: /logs", "mountPath: /log", "names the directory /logs"),
                new Break(
                        pods,
                        "- name: tmp\n          emptyDir",
                        "- name: temp\n          emptyDir",
                        "mounts the volume tmp"),
                new Break(pods, "CLUSTER_SELF", "CLUSTER_MYSELF", "no setting for AGENCY_SWARM_CLUSTER_MYSELF"),
                new Break("base/config.env", "KEEP_ALIVE", "KEEPALIVE", "no setting for AGENCY_SWARM_STREAM_KEEPALIVE"),
                new Break(
                        "base/kustomization.yaml",
                        "- name: agency-swarm\n",
                        "- name: settings\n",
                        "from the ConfigMap agency-swarm"),
                new Break(
                        pods,
                        "matchLabels:\n      app.kubernetes.io/name: agency-swarm",
                        "matchLabels:\n      app: agency-swarm",
                        "its own pods lack"),
                new Break(
                        "components/shared-files/deployment-files.yaml",
                        "claimName: agency-swarm-files",
                        "claimName: files",
                        "claims the volume"));
    }

    static Stream<Break> traffic() {
        return Stream.of(
                new Break(
                        "base/service.yaml",
                        "targetPort: http",
                        "targetPort: web",
                        "Service agency-swarm: no pod that it selects"),
                new Break(
                        "base/service.yaml",
                        "selector:\n    app.kubernetes.io/name",
                        "selector:\n    app",
                        "Service agency-swarm: no pod"),
                new Break(
                        "base/service-peers.yaml", "Addresses: true", "Addresses: false", "hides pods that shut down"),
                new Break(
                        "base/service-peers.yaml",
                        "port: 8000",
                        "port: 8001",
                        "AGENCY_SWARM_CLUSTER_PEERS leads to no Service"),
                new Break(
                        "base/pod-disruption-budget.yaml",
                        "app.kubernetes.io/name",
                        "app",
                        "PodDisruptionBudget agency-swarm: no pod has"),
                new Break(
                        "base/network-policy.yaml",
                        "- port: management",
                        "- port: metrics",
                        "opens the port \"metrics\""),
                new Break(
                        "base/horizontal-pod-autoscaler.yaml",
                        "kind: Deployment\n    name: agency-swarm",
                        "kind: Deployment\n    name: agency",
                        "the Deployment agency is not there"),
                new Break(
                        "base/deployment.yaml",
                        "spec:\n",
                        "spec:\n  replicas: 2\n",
                        "would undo the autoscaler's work"),
                new Break("components/keda/kustomization.yaml", "$patch: delete\n", "\n", "has two autoscalers"),
                new Break(
                        "components/keda/scaled-object.yaml",
                        "Ref:\n    name: agency-swarm",
                        "Ref:\n    name: agency",
                        "ScaledObject agency-swarm: the Deployment"),
                new Break(
                        "components/monitoring/pod-monitor.yaml",
                        "- port: management",
                        "- port: metrics",
                        "PodMonitor agency-swarm: no pod"),
                new Break(
                        "components/redis/redis-service.yaml",
                        "name: agency-swarm-redis",
                        "name: redis",
                        "AGENCY_SWARM_CLUSTER_REDIS leads to no"),
                new Break(
                        "components/redis/redis-network-policy.yaml",
                        "- podSelector:\n            matchLabels:\n              app.kubernetes.io/name: agency-swarm",
                        "- podSelector:\n            matchLabels:\n              app.kubernetes.io/name: agency",
                        "lets in pods"));
    }

    static Stream<Break> proxies() {
        return Stream.of(
                new Break(
                        "overlays/traefik/ingress.yaml",
                        "name: http\n",
                        "name: web\n",
                        "Ingress agency-swarm: leads to the port \"web\""),
                new Break(
                        "overlays/envoy-gateway/http-route.yaml",
                        "sectionName: web",
                        "sectionName: https",
                        "no Gateway has the listener"),
                new Break(
                        "overlays/envoy-gateway/http-route.yaml",
                        "port: 80",
                        "port: 8000",
                        "HTTPRoute agency-swarm: leads to the port 8000"),
                new Break(
                        "overlays/envoy-gateway/backend-traffic-policy.yaml",
                        "kind: HTTPRoute",
                        "kind: GRPCRoute",
                        "is attached to"),
                new Break(
                        "overlays/gke/backend-policy.yaml",
                        "kind: Service\n    name: agency-swarm",
                        "kind: Service\n    name: agency",
                        "is attached to"),
                new Break(
                        "overlays/gke/health-check-policy.yaml",
                        "port: 9000",
                        "port: 9001",
                        "asks for health on the port 9001"),
                new Break(
                        "overlays/aws-alb/ingress.yaml",
                        "\"9000\"",
                        "\"9001\"",
                        "asks for health on the port \"9001\""),
                new Break(
                        "overlays/istio/virtual-service.yaml",
                        "gateways: [agency-swarm]",
                        "gateways: [agency]",
                        "the Gateway \"agency\""),
                new Break(
                        "overlays/istio/virtual-service.yaml",
                        "number: 80",
                        "number: 8000",
                        "VirtualService agency-swarm: leads to"),
                new Break(
                        "overlays/istio/destination-rule.yaml",
                        "host: agency-swarm",
                        "host: agency",
                        "the Service \"agency\""));
    }

    static Stream<Break> files() {
        return Stream.of(
                new Break(
                        "base/kustomization.yaml",
                        "  - service.yaml\n",
                        "",
                        "base/service.yaml is there and not listed"),
                new Break(
                        "overlays/agui/kustomization.yaml",
                        "  - ../../base",
                        "  - ../../base\n  - ingress.yaml",
                        "ingress.yaml is listed and not there"),
                new Break(
                        "overlays/istio/gateway.yaml",
                        "servers:",
                        "servers: # agency-swarm.example.com",
                        "has the host in 2 places"),
                new Break("README.md", "| `keda` |", "| keda |", "components/keda is not in README.md"));
    }
}
