#!/usr/bin/env bash
# Builds all that GraalVM would need for a native executable with the contract's agencies, and looks into it for what only
# reflection and the class path's files lead to. Whether the executable runs, only a GraalVM can tell.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

./mvnw --batch-mode --quiet -Pconformance package -DskipTests -Dspotless.check.skip=true \
  -Dnative -Dquarkus.native.sources-only=true

set +u; source .mvn/jdk.sh; set -u
mkdir -p target/native-check
(cd target/native-check && "${JAVA_HOME:?}/bin/jar" xf ../native-sources/*-runner.jar META-INF/native-image)
metadata=target/native-check/META-INF/native-image

missing=0
expect() { # file what
  grep -qF -- "$2" "$metadata/$1" || { echo "check-native: $1 has no $2" >&2; missing=1; }
}

# Tools as methods, with what they take; tools as records; answers of errors; what is read; what providers are sent.
expect reflect-config.json '"parameterTypes":["long","long"]'
for type in conformance.ArithmeticTools conformance.Weather conformance.Report conformance.Address error.Problem 'http.ErrorMappers$Invalid' \
  'http.CancelResource$CancelBody' http.ResponseBody 'usage.ModelPrices$Price'; do
  expect reflect-config.json "\"name\":\"io.agencyswarm.$type\""
done
for type in openai.internal.chat.ChatCompletionRequest anthropic.internal.api.AnthropicCreateMessageRequest \
  googleai.GeminiGenerateContentRequest mistralai.internal.api.MistralAiChatCompletionRequest ollama.OllamaChatRequest; do
  expect reflect-config.json "\"name\":\"dev.langchain4j.model.$type\""
done
expect resource-config.json 'io/agencyswarm/([^/]*/)*[^/]*\\.html'
expect resource-config.json 'io/agencyswarm/([^/]*/)*[^/]*\\.json'
expect resource-config.json 'META-INF/resources/playground/app.js'

[ "$missing" = 0 ] && echo 'check-native: all is registered'
