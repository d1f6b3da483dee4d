#!/usr/bin/env bash
# Builds the JVM image from src/main/docker/Dockerfile.jvm without a Docker daemon and without a registry, runs it with
# the restrictions of deploy/k8s, and checks that it becomes ready, answers, streams, accepts a cancel while it drains,
# and stops. Prints its size, its start time and its memory.
#
# Needs root and, from Debian: buildah podman runc mmdebstrap curl. The script builds the base image from Debian and the
# JDK 25 that ./mvnw uses. All output is in target/image. BASE=image sets another base image.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

readonly work=$PWD/target/image port=${PORT:-8090} name=agency-swarm-check
for tool in buildah podman runc mmdebstrap curl; do
  command -v "$tool" >/dev/null || { echo "check-image: $tool is not on the PATH. Install the Debian package of that name." >&2; exit 1; }
done
mkdir -p "$work"

store=(--root "$work/storage" --runroot "$work/run" --storage-driver vfs)
step() { printf '\n== %s\n' "$*"; }

if [ -z "${BASE:-}" ]; then
  BASE=localhost/java:25
  if ! buildah "${store[@]}" inspect "$BASE" >/dev/null 2>&1; then
    step 'a base image: Debian, and a Java runtime of the modules that a service needs'
    set +u; source .mvn/jdk.sh; set -u
    rm -rf "$work/base" && mkdir "$work/base"
    # An old mirror is sufficient for this check.
    mmdebstrap --quiet --variant=essential --include=bash,ca-certificates --aptopt='Acquire::Check-Valid-Until "false"' \
      stable "$work/base/root.tar"
    "${JAVA_HOME:?}/bin/jlink" --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs,jdk.management,jdk.jfr,jdk.net \
      --strip-debug --no-header-files --no-man-pages --generate-cds-archive --output "$work/base/java"
    printf 'FROM scratch\nADD root.tar /\nCOPY java /opt/java\nENV PATH=/opt/java/bin:/usr/sbin:/usr/bin:/sbin:/bin\n' >"$work/base/Dockerfile"
    buildah "${store[@]}" bud --quiet --isolation chroot -t "$BASE" "$work/base"
  fi
fi

step 'the application'
./mvnw --quiet package -DskipTests

step 'the image'
buildah "${store[@]}" bud --quiet --isolation chroot --build-arg "JAVA_IMAGE=$BASE" \
  -f src/main/docker/Dockerfile.jvm -t localhost/agency-swarm:check .
podman "${store[@]}" images --format '{{.Repository}}:{{.Tag}} {{.Size}}'

step 'running, with 512 MiB, as nobody, on a read-only file system'
run=(podman "${store[@]}" --runtime runc --cgroup-manager cgroupfs)
cleanup() { "${run[@]}" rm --force --time 0 "$name" >/dev/null 2>&1 || true; }
trap cleanup EXIT
cleanup
begun=$(date +%s%N)
"${run[@]}" run --detach --name "$name" --network host --memory 512m --ulimit nofile=4096:4096 --ulimit nproc=4096:4096 \
  --read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges \
  --env QUARKUS_HTTP_HOST=127.0.0.1 --env QUARKUS_HTTP_PORT="$port" --env QUARKUS_SHUTDOWN_TIMEOUT=20s \
  --env QUARKUS_MANAGEMENT_HOST=127.0.0.1 --env QUARKUS_MANAGEMENT_PORT=$((port + 1)) \
  --env JAVA_OPTS='-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError' \
  --env APP_TOKEN=a-token --env AGENCY_SWARM_OFFLINE=always localhost/agency-swarm:check >/dev/null
health() { curl -s -o /dev/null -w '%{http_code}' "localhost:$((port + 1))/q/health/$1" || true; }
until [ "$(health ready)" = 200 ]; do
  "${run[@]}" inspect -f '{{.State.Running}}' "$name" | grep -q true || { "${run[@]}" logs "$name"; exit 1; }
  sleep 0.05
done
echo "ready after $((($(date +%s%N) - begun) / 1000000)) ms"
"${run[@]}" logs "$name" 2>&1 | grep -oE 'started in [0-9.]+s' | sed 's/^/the application says: /'
pid=$("${run[@]}" inspect -f '{{.State.Pid}}' "$name")
grep -E '^(Uid|CapEff|NoNewPrivs)' "/proc/$pid/status"
if touch "/proc/$pid/root/app/written" 2>/dev/null; then echo 'check-image: the root file system is writable.' >&2; exit 1; fi

agency=$(curl -s "localhost:$port/openapi.json" | grep -o '"/[^"/]*/get_response"' | head -1 | tr -d '"' | cut -d/ -f2)
ask() { curl -sfN -H 'Authorization: Bearer a-token' -H 'Content-Type: application/json' "localhost:$port/$agency/$1" -d "$2"; }
[ "$(curl -s -o /dev/null -w '%{http_code}' "localhost:$port/$agency/get_metadata")" = 401 ] || { echo 'check-image: the service answers without the token.' >&2; exit 1; }
ask get_response '{"message": "say 3"}' | grep -o '"response":"[^"]*"'
ask get_response_stream '{"message": "say 20"}' | tail -2
for _ in $(seq 200); do ask get_response_stream '{"message": "say 20"}' >/dev/null; done
awk '/^(VmHWM|VmRSS)/ { print $1, int($2 / 1024) " MiB" }' "/proc/$pid/status"

step 'SIGTERM while two runs are open: one comes to its end, the other is cancelled'
ask get_response_stream '{"message": "say 40 every 100ms"}' >"$work/long.txt" &
ask get_response_stream '{"message": "hang"}' >"$work/hang.txt" &
until run_id=$(grep -o '"run_id":"[^"]*' "$work/hang.txt" | head -1 | cut -d'"' -f4) && [ -n "$run_id" ] && [ -s "$work/long.txt" ]; do sleep 0.05; done
kill -TERM "$pid"
sleep 0.5
[ "$(health ready) $(health live)" = '503 200' ] || { echo "check-image: while draining, readiness is $(health ready) and liveness $(health live)." >&2; exit 1; }
ask cancel_response_stream "{\"run_id\": \"$run_id\"}" | grep -o '"cancelled":true'
wait %1 %2
for file in long hang; do
  tail -2 "$work/$file.txt" | grep -q DONE || { echo "check-image: the stream \"$file\" has no end." >&2; exit 1; }
done
grep -o '"response.output_text.delta"' "$work/long.txt" | wc -l
[ "$("${run[@]}" wait "$name")" = 143 ] || echo "(exit code $("${run[@]}" inspect -f '{{.State.ExitCode}}' "$name"))"
not_json=$("${run[@]}" logs "$name" 2>&1 | grep -v '^{.*}$' || true)
[ -z "$not_json" ] || { printf 'check-image: the log has lines that are not JSON:\n%s\n' "$not_json" >&2; exit 1; }
echo
echo 'check-image: all checks passed'
