#!/usr/bin/env bash
# Sends requests that fit the service's own OpenAPI document, and such that hardly do, to both of its builds with the
# contract's agencies on the offline model: 2,000 each, made by schemathesis. Every answer must be one that the document
# describes, and none may be a fault of the service. By hand: it needs Python, and takes some minutes.
#
#   src/test/scripts/check-fuzz.sh [requests]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

requests=${1:-2000}
work=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
# shellcheck source=../../../.mvn/jdk.sh
. .mvn/jdk.sh

python3 -m venv "$work/python"
"$work/python/bin/pip" --quiet install 'schemathesis==4.32.5'

fuzz() { # name, profile of the build
  ./mvnw --batch-mode --quiet -Pconformance package -DskipTests -Dquarkus.profile="$2"
  local port=$((20000 + RANDOM % 20000)) log="$work/$1.log"
  env -u APP_TOKEN AGENCY_SWARM_OFFLINE=always AGENCY_SWARM_LOGGING_ENABLED=true AGENCY_SWARM_LOGGING_DIR="$work/logs" \
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port="$port" \
    -Dquarkus.management.host=127.0.0.1 -Dquarkus.management.port=$((port + 1)) \
    -jar target/quarkus-app/quarkus-run.jar >"$log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    curl --silent --output /dev/null "127.0.0.1:$port/openapi.json" && break
    sleep 0.1
  done
  local operations
  operations=$(curl --silent "127.0.0.1:$port/openapi.json" | python3 -c '
import json, sys
print(sum(method in ("get", "post") for path in json.load(sys.stdin)["paths"].values() for method in path))')
  # A tool that waits as long as it is told to is left out: it would.
  "$work/python/bin/schemathesis" run "http://127.0.0.1:$port/openapi.json" --phases fuzzing --workers 2 --no-color \
    --max-examples $((requests / operations + 1)) --request-timeout 30 --exclude-path /tool/wait \
    --checks status_code_conformance,content_type_conformance,response_schema_conformance
  kill "$server"
  wait "$server" || true
  server=
  if grep 'failed unexpectedly' "$log"; then
    echo "The $1 build has a fault: see above." >&2
    exit 1
  fi
}

fuzz standard prod
fuzz agui agui,prod
echo "Fuzzed both builds: every answer is one that the document describes."
