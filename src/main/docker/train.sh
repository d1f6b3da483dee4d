#!/usr/bin/env bash
# Runs the application in this directory for a few seconds, on loopback and with scripted models, and leaves
# aot/app.aot. If the application can't start here, for example without its database, the image has no cache.
set -uo pipefail

readonly PORT=${QUARKUS_HTTP_PORT:-8000} ROUNDS=40

export QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_MANAGEMENT_HOST=127.0.0.1 AGENCY_SWARM_OFFLINE=always
export AGENCY_SWARM_LOGGING_DIR=/tmp QUARKUS_LOG_LEVEL=WARN

# Sends one request and prints the response. Uses bash only, because Java images often have no curl.
ask() { # method path body
  exec 3<>"/dev/tcp/127.0.0.1/$PORT" || return 1
  printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "$2" "${#3}" "$3" >&3
  cat <&3
  exec 3>&-
}

mkdir -p aot
java @java.options -XX:AOTCacheOutput=aot/app.aot -jar quarkus-run.jar &
application=$!

for ((i = 0; i < 300; i++)); do
  kill -0 "$application" 2>/dev/null || break
  agencies=$(ask GET /openapi.json '' 2>/dev/null | grep -o '"/[^"/]*/get_response_stream"' | sort -u)
  [ -n "$agencies" ] && break
  sleep 0.2
done

if [ -z "${agencies:-}" ]; then
  echo 'The application did not start here, so the image has no AOT cache and starts more slowly.' >&2
  kill "$application" 2>/dev/null
  wait "$application"
  rm -f aot/*
  exit 0
fi

for ((i = 0; i < ROUNDS; i++)); do
  for stream in $agencies; do
    stream=${stream//\"/}
    ask POST "$stream" '{"message": "say 30"}' >/dev/null
    ask POST "${stream%_stream}" '{"message": "Good morning."}' >/dev/null
    ask GET "${stream%get_response_stream}get_metadata" '' >/dev/null
  done
done

kill "$application"
wait "$application"
[ -s aot/app.aot ] || { echo 'The JVM wrote no AOT cache.' >&2; exit 1; }
ls -l aot
