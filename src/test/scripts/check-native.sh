#!/usr/bin/env bash
# Builds the sources of a native executable with the contract's agencies, without GraalVM, and checks them for values
# that would stop the build, and for missing registrations of reflection and resources. It can't check that the
# executable runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

./mvnw --batch-mode --quiet -Pconformance package -DskipTests \
  -Dnative -Dquarkus.native.sources-only=true

set +u; source .mvn/jdk.sh; set -u
sources=target/native-sources
mkdir -p target/native-check
(cd target/native-check && "${JAVA_HOME:?}/bin/jar" xf ../native-sources/*-runner.jar META-INF/native-image)
metadata=target/native-check/META-INF/native-image

missing=0
fail() { # sentence
  echo "check-native: $1" >&2
  missing=1
}
expect() { # file what
  grep -qF -- "$2" "$metadata/$1" || fail "$1 has no $2"
}
expect_class() { # name
  expect reflect-config.json "\"name\":\"$1\""
}
arguments() { # what native-image is given, one a line
  tr ' ' '\n' < "$sources/native-image.args"
}

# Tools as methods, with their arguments and results; tools as records, with the results of run(); output types; error
# responses; resources.
expect reflect-config.json '"parameterTypes":["long","long"]'
for type in conformance.ArithmeticTools conformance.Weather conformance.Report 'conformance.Report$Page' conformance.Address \
  'conformance.ConformanceAgencies$Verdict' 'conformance.ConformanceAgencies$Call' 'conformance.ConformanceAgencies$Out' error.Problem \
  'http.CancelResource$CancelBody' http.ResponseBody http.RunBody http.ThreadBody http.frame.MessagesData http.frame.UsageBody 'usage.ModelPrices$Price'; do
  expect_class "io.agencyswarm.$type"
done
# The permitted classes of sealed types.
expect io.agencyswarm/sealed-types/reflect-config.json \
  '{"name":"io.agencyswarm.conformance.ConformanceAgencies$Call","allPermittedSubclasses":true}'
# Requests and responses of providers are JSON trees, so their classes need no reflection, and their clients must not be
# included.
if compgen -G "$sources/lib/dev.langchain4j.langchain4j-*" | grep -v -- 'langchain4j-core-'; then
  fail 'the executable would contain more of LangChain4j than its annotations'
fi
# The attributes of constraints, including nested ones.
expect_class jakarta.validation.constraints.Min
expect proxy-config.json '"jakarta.validation.constraints.Min"'
# The methods of configuration mappings, which have the ranges.
for type in run.RunLimitsConfig 'model.ModelConfig$RetryConfig' tool.remote.ServerConfig 'tool.mcp.McpConfig$Server'; do
  expect reflect-config.json "\"name\":\"io.agencyswarm.$type\",\"allDeclaredMethods\":true"
done
expect resource-config.json 'io/agencyswarm/([^/]*/)*[^/]*\\.html'
expect resource-config.json 'io/agencyswarm/([^/]*/)*[^/]*\\.json'
expect resource-config.json 'META-INF/resources/playground/app.js'

# The database stores: the SQL scripts, Flyway's plugins and their service file, the drivers, and the feature with which
# SQLite's jar registers its library.
expect resource-config.json 'io/agencyswarm/([^/]*/)*[^/]*\\.sql'
expect resource-config.json 'META-INF/services/org.flywaydb.core.extensibility.Plugin'
for type in core.internal.database.sqlite.SQLiteDatabaseType database.postgresql.PostgreSQLDatabaseType \
  core.internal.publishing.PublishingConfigurationExtension; do
  expect_class "org.flywaydb.$type"
done
expect_class org.postgresql.Driver
unzip -p "$sources"/lib/org.xerial.sqlite-jdbc-*.jar 'META-INF/native-image/*/native-image.properties' |
  grep -q SqliteJdbcFeature || fail "SQLite's jar does not register its library"

# A heap dump contains all keys and conversations, and SIGUSR1 would write one into the working directory.
if arguments | grep -q '^--enable-monitoring=.*\(heapdump\|all\)'; then
  fail 'the executable would write heap dumps: see the profile "native" in pom.xml'
fi

# Checks of the class files and of the values that static initializers create, with the system properties that
# native-image sets.
mapfile -t properties < <(arguments | sed -n 's/^-J\(-D.*\)/\1/p')
"$JAVA_HOME/bin/java" "${properties[@]}" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.lang.invoke=ALL-UNNAMED \
  -cp "$(echo "$sources"/*-runner.jar):$sources/lib/*" src/test/scripts/native/CheckImage.java "$sources" || missing=1

[ "$missing" = 0 ] && echo 'check-native: all checks passed'
