#!/bin/sh
# Sends requests with tokens of a real Keycloak to the packaged service: fetches Keycloak through Maven (176 MB, once),
# starts both on loopback, and stops and removes them afterwards. Needs curl, tar, a JDK 25 as `java` or in JAVA_HOME,
# and `./mvnw package` before. Usage: src/test/scripts/check-keycloak.sh [PORT] uses PORT and PORT + 1; 8280 by default
set -eu

version=26.7.3
port=${1:-8280}
project=$(cd "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
keycloak= service= passed=0
issuer=http://localhost:$port/realms/agencies
agencies=http://localhost:$((port + 1))

finish() {
    status=$?
    for started in $keycloak $service; do
        kill "$started" 2>/dev/null || true
        wait "$started" 2>/dev/null || true
    done
    [ $status -eq 0 ] || tail -n 20 "$work"/*.log
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

wait_for() { # ADDRESS PROCESS
    for _ in $(seq 300); do
        curl -fs -o "$work/answer" "$1" && return
        kill -0 "$2" || break
        sleep 1
    done
    echo "$1 does not answer." >&2
    exit 1
}

token() { # CLIENT USER
    curl -fs "$issuer/protocol/openid-connect/token" -d grant_type=password -d client_id="$1" -d username="$2" \
        -d password=secret | sed 's/.*"access_token":"\([^"]*\)".*/\1/'
}

expect() { # WHAT STATUS TEXT CURL'S ARGUMENTS
    what=$1 status=$2 text=$3
    shift 3
    got=$(curl -s -o "$work/answer" -w '%{http_code}' "$@")
    if [ "$got" != "$status" ] || ! grep -q "$text" "$work/answer"; then
        echo "$what: expected $status with $text, but got $got:" >&2
        cat "$work/answer" >&2
        exit 1
    fi
    passed=$((passed + 1))
    echo "$what: $got $(head -c 160 "$work/answer" | tr '\n' ' ')"
}

mkdir "$work/keycloak"
(cd "$project" && ./mvnw -q dependency:copy -Dartifact="org.keycloak:keycloak-quarkus-dist:$version:tar.gz" \
    -DoutputDirectory="$work" -Dmdep.useBaseVersion=true)
tar -xzf "$work"/keycloak-quarkus-dist-*.tar.gz -C "$work/keycloak" --strip-components=1

# The mapper sets the service as audience, and the roles are those of the realm. Tokens of "hasty" expire after two
# seconds; those of "stray" have no audience.
mkdir "$work/keycloak/data" "$work/keycloak/data/import"
client() { # ID MORE
    printf '{"clientId": "%s", "publicClient": true, "directAccessGrantsEnabled": true, "standardFlowEnabled": false%s}' "$1" "$2"
}
user() { # NAME ROLES
    printf '{"username": "%s", "enabled": true, "email": "%s@example.com", "emailVerified": true, "firstName": "A", "lastName": "B",
        "credentials": [{"type": "password", "value": "secret"}], "realmRoles": [%s]}' "$1" "$1" "$2"
}
mapper=', "protocolMappers": [{"name": "audience", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
    "config": {"included.custom.audience": "agencies", "access.token.claim": "true"}}]'
cat >"$work/keycloak/data/import/agencies.json" <<END
{"realm": "agencies", "enabled": true, "sslRequired": "none", "roles": {"realm": [{"name": "traveller"}]},
 "clients": [$(client steady "$mapper"), $(client hasty "$mapper, \"attributes\": {\"access.token.lifespan\": \"2\"}"), $(client stray '')],
 "users": [$(user ada '"traveller"'), $(user bob '')]}
END
"$work/keycloak/bin/kc.sh" start-dev --http-host 127.0.0.1 --http-port "$port" --import-realm >"$work/keycloak.log" 2>&1 &
keycloak=$!
wait_for "$issuer/.well-known/openid-configuration" "$keycloak"

env -u APP_TOKEN AGENCY_SWARM_OFFLINE=always "$java" -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=$((port + 1)) \
    -Dquarkus.oidc.auth-server-url="$issuer" -Dquarkus.oidc.token.audience=agencies \
    -Dagency-swarm.auth.roles.travel=traveller \
    -jar "$project/target/quarkus-app/quarkus-run.jar" >"$work/service.log" 2>&1 &
service=$!
wait_for "$agencies/openapi.json" "$service"

ada=$(token steady ada)
bob=$(token steady bob)
hasty=$(token hasty ada)
stray=$(token stray ada)
json='Content-Type: application/json'
hello='{"message": "text Hello"}'

expect 'the right role' 200 '"response":"Hello"' -H "Authorization: Bearer $ada" -H "$json" -d "$hello" "$agencies/travel/get_response"
expect 'its stream' 200 'event: end' -H "Authorization: Bearer $ada" -H "$json" -d "$hello" "$agencies/travel/get_response_stream"
expect 'its metadata' 200 '"nodes"' -H "Authorization: Bearer $ada" "$agencies/travel/get_metadata"
expect 'no role' 403 'one of the roles \[traveller\]' -H "Authorization: Bearer $bob" -H "$json" -d "$hello" "$agencies/travel/get_response"
expect 'its stream' 403 'one of the roles \[traveller\]' -H "Authorization: Bearer $bob" -H "$json" -d "$hello" "$agencies/travel/get_response_stream"
expect 'no role needed' 200 '"response":"Hello"' -H "Authorization: Bearer $bob" -H "$json" -d "$hello" "$agencies/helpdesk/get_response"
expect 'for nobody' 401 'not valid for this service' -H "Authorization: Bearer $stray" -H "$json" -d "$hello" "$agencies/travel/get_response"
expect 'tampered' 401 'not valid for this service' -H "Authorization: Bearer ${ada}x" -H "$json" -d "$hello" "$agencies/travel/get_response"
expect 'no token' 401 'This needs a token' -H "$json" -d "$hello" "$agencies/travel/get_response"
sleep 3
expect 'expired' 401 'not valid for this service' -H "Authorization: Bearer $hasty" -H "$json" -d "$hello" "$agencies/travel/get_response"
expect 'its stream' 401 'not valid for this service' -H "Authorization: Bearer $hasty" -H "$json" -d "$hello" "$agencies/travel/get_response_stream"

echo "Keycloak $version: all $passed checks passed."
