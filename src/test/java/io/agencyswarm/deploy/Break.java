package io.agencyswarm.deploy;

import java.util.stream.Stream;

/**
 * A mutation: in {@code file} the first {@code text} is replaced by {@code other}, which must cause {@code finding}.
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
                        "PodMonitor agency-swarm: no pod"));
    }

    static Stream<Break> limits() {
        String settings = "base/config.env";
        String pods = "base/deployment.yaml";
        return Stream.of(
                new Break(settings, "CONCURRENT_RUNS=120", "CONCURRENT_RUNS=10000", "lets in what takes"),
                new Break(settings, "REPLAY_BYTES=50331648", "REPLAY_BYTES=167772160", "lets in what takes"),
                new Break(settings, "AGENCY_SWARM_RUNS_ALL_REPLAY_BYTES=50331648\n", "", "lets in what takes 741 MiB"),
                new Break(settings, "STORE_MAX_BYTES=33554432", "STORE_MAX_BYTES=167772160", "lets in what takes"),
                new Break(settings, "AGENCY_SWARM_STORE_MAX_BYTES=33554432\n", "", "lets in what takes 739 MiB"),
                new Break(settings, "REQUEST_BYTES=16777216", "REQUEST_BYTES=268435456", "lets in what takes"),
                new Break(settings, "RUN_BYTES=1048576", "RUN_BYTES=67108864", "lets in what takes"),
                new Break(settings, "BODY_SIZE=2M", "BODY_SIZE=30M", "a body may be larger"),
                new Break(pods, "MaxRAMPercentage=70", "MaxRAMPercentage=80", "leave too little of 1024 MiB"),
                new Break(pods, "-XX:MaxDirectMemorySize=96m", "-XX:MaxDirectMemorySize=716m", "leave too little"),
                new Break(
                        settings,
                        "FILES_MAX_TOTAL_BYTES=2147483648",
                        "FILES_MAX_TOTAL_BYTES=4294967296",
                        "FILES_MAX_TOTAL_BYTES is 4096 MiB, no less than the 4096 MiB of its volume"),
                new Break(pods, "sizeLimit: 512Mi", "sizeLimit: 256Mi", "LOGGING_MAX_TOTAL_BYTES is 256 MiB, no less"),
                new Break(pods, "sizeLimit: 4Gi", "sizeLimit: 5Gi", "no less than the disk's"),
                new Break(settings, "QUARKUS_HTTP_IDLE_TIMEOUT=65m", "QUARKUS_HTTP_IDLE_TIMEOUT=30m", "end before"),
                new Break(settings, "IDLE_TIMEOUT=65m", "IDLE_TIMEOUT=60m", "is more patient than the pods"),
                new Break(
                        "overlays/aws-alb/ingress.yaml", "idle_timeout.timeout_seconds=3600",
                        "idle_timeout.timeout_seconds=4000", "Ingress agency-swarm is more patient"),
                new Break(
                        "overlays/haproxy/service-sticky.yaml",
                        "timeout-server: 1h",
                        "timeout-server: 50s",
                        "ends silent"),
                new Break("overlays/gke/backend-policy.yaml", "timeoutSec: 3600", "timeoutSec: 30", "ends silent"),
                new Break(
                        "overlays/envoy-gateway/backend-traffic-policy.yaml",
                        "streamIdleTimeout: 1h",
                        "streamIdleTimeout: 5m",
                        "ends silent"),
                new Break("components/keda/scaled-object.yaml", "\"80\"", "\"200\"", "is scaled at 200 runs but"),
                new Break(settings, "AUTH_REQUIRED=true", "AUTH_REQUIRED=false", "AUTH_REQUIRED is not what"),
                new Break(settings, "ALLOWED_HOSTS=api.openai.com", "ALLOWED_HOSTS=", "ALLOWED_HOSTS is not what"),
                new Break(settings, "HTTP2=false", "HTTP2=true", "QUARKUS_HTTP_HTTP2 is not what"),
                new Break(settings, "AGENCY_SWARM_OFFLINE=never", "AGENCY_SWARM_OFFLINE=auto", "OFFLINE is not what"),
                new Break(
                        pods, "name: JAVA_OPTS", "name: JAVA_OPTS\n            - name: JAVA_TOOL_OPTIONS", "no JSON"));
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
                        "sectionName: https",
                        "sectionName: web",
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

    static Stream<Break> tls() {
        String plain = "lets clients in without TLS";
        String cookie = "its cookie is not for TLS alone";
        return Stream.of(
                new Break("overlays/traefik/ingress.yaml", "  tls:\n    - secretName: agency-swarm-tls\n", "", plain),
                new Break(
                        "overlays/aws-alb/ingress.yaml", "{\"HTTPS\": 443}", "{\"HTTP\": 80}, {\"HTTPS\": 443}", plain),
                new Break("overlays/gke/gateway.yaml", "protocol: HTTPS", "protocol: HTTP", plain),
                new Break("overlays/envoy-gateway/gateway.yaml", "certificateRefs", "certificates", plain),
                new Break("overlays/istio/gateway.yaml", "credentialName", "credential", plain),
                new Break("overlays/traefik/service-sticky.yaml", "secure: \"true\"", "secure: \"false\"", cookie),
                new Break("overlays/haproxy/service-sticky.yaml", "; Secure", "", cookie),
                new Break(
                        "overlays/envoy-gateway/backend-traffic-policy.yaml", "Secure: \"\"", "SameSite: Lax", cookie),
                new Break("overlays/istio/destination-rule.yaml", "- name: Secure", "- name: SameSite", cookie),
                new Break(
                        "overlays/aws-alb/namespace-readiness-gate.yaml",
                        "inject: enabled",
                        "inject: disabled",
                        "gives pods no readiness gate"));
    }

    static Stream<Break> reach() {
        return Stream.of(
                new Break(
                        "components/tracing/network-policy.yaml",
                        "name: observability",
                        "name: traces",
                        "the collector"),
                new Break("components/tracing/network-policy.yaml", "port: 4317", "port: 4318", "the collector"));
    }

    static Stream<Break> stores() {
        String database = "components/postgresql/";
        String managed = "components/postgresql-managed/";
        String embedded = "components/embedded/";
        String unreached = "no NetworkPolicy lets it reach the database";
        return Stream.of(
                new Break("base/config.env", "STORE_KIND=memory", "STORE_KIND=embedded", "several pods at a time"),
                new Break("base/config.env", "AGENCY_SWARM_STORE_KIND=memory", "", "does not say where runs"),
                new Break(embedded + "deployment-embedded.yaml", "Recreate", "RollingUpdate", "several pods at a time"),
                new Break(
                        embedded + "horizontal-pod-autoscaler.yaml",
                        "maxReplicas: 1",
                        "maxReplicas: 2",
                        "several pods at a time"),
                new Break(
                        embedded + "kustomization.yaml", "PATH=/data/", "PATH=/var/", "STORE_PATH names the directory"),
                new Break(embedded + "deployment-embedded.yaml", "agency-swarm-data", "data", "claims the volume"),
                new Break(
                        database + "deployment-postgresql.yaml",
                        "key: password",
                        "key: pass",
                        "optional or not in the example Secret"),
                new Break(
                        database + "deployment-postgresql.yaml",
                        "agency-swarm-db-ca",
                        "agency-swarm-ca",
                        "of a Secret, which is not there"),
                new Break(
                        database + "deployment-postgresql.yaml", "mountPath: /store-ca", "mountPath: /ca", "names the"),
                new Break(database + "kustomization.yaml", "agency-swarm-db-rw", "agency-swarm-rw", unreached),
                new Break(database + "network-policy.yaml", "cluster: agency-swarm-db", "cluster: db", unreached),
                new Break(database + "network-policy.yaml", "port: 8000", "port: 8001", "opens the port 8001"),
                new Break(database + "cluster.yaml", "name: agency-swarm-db", "name: db", unreached),
                new Break(
                        managed + "deployment-postgresql.yaml",
                        "key: store-password",
                        "key: pass",
                        "not in the example"),
                new Break(
                        managed + "deployment-postgresql.yaml",
                        "name: AGENCY_SWARM_STORE_PASSWORD",
                        "name: AGENCY_SWARM_STORE_USER",
                        "STORE_PASSWORD does not come from a Secret"),
                new Break(managed + "kustomization.yaml", "verify-full&", "require&", "to whatever server answers"),
                new Break(managed + "kustomization.yaml", "?sslmode", "?password=x&sslmode", "shows a password"),
                new Break(managed + "network-policy.yaml", "port: 5432", "port: 5433", unreached),
                new Break(managed + "network-policy.yaml", "10.0.0.0/16", "0.0.0.0/0", unreached));
    }

    static Stream<Break> files() {
        return Stream.of(
                new Break(
                        "base/kustomization.yaml",
                        "  - service.yaml\n",
                        "",
                        "base/service.yaml is there and not listed"),
                new Break(
                        "overlays/istio/gateway.yaml",
                        "servers:",
                        "servers: # agency-swarm.example.com",
                        "has the host in 2 places"),
                new Break("README.md", "${NEW_TOKEN:?}", "$NEW_TOKEN", "of variables that may not be set"),
                new Break("base/deployment.yaml", ".svc:8000", ".svc.cluster.local:8000", "the cluster's domain to be"),
                new Break("README.md", "| `keda` |", "| keda |", "components/keda is not in README.md"));
    }
}
