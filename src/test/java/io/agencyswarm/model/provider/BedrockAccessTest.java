package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.clientConfig;
import static io.agencyswarm.model.provider.LiteClient.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.smallrye.config.SmallRyeConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;

class BedrockAccessTest {

    private static final ModelRequest HELLO = hello("bedrock/converse/eu.anthropic.claude-v9:0");

    @Test
    void request_withCredentials_isSignedAsItIsSent() throws Exception {
        try (ProviderTestServer server = Bedrock.server(Bedrock.whole());
                LiteClient client = signing(server, "AWS_REGION_NAME", "eu-west-1")) {
            client.answer(HELLO.withClientConfig(new ClientConfig(
                    null,
                    null,
                    Map.of("X-Team", "blue"),
                    Map.of(),
                    null,
                    Map.of("requestMetadata", Map.of("ü", "ö")))));

            ProviderTestServer.Received received = server.received();
            AwsSignatureCheck.Signed signed = AwsSignatureCheck.read(received);
            assertThat(signed.signature()).isEqualTo(AwsSignatureCheck.expected(received, "own-secret"));
            assertThat(signed.accessKey()).isEqualTo("AKIDOWN");
            assertThat(signed.region()).isEqualTo("eu-west-1");
            assertThat(signed.service()).isEqualTo("bedrock");
            assertThat(signed.headers()).contains("host", "content-type", "x-amz-date", "x-team");
            assertThat(received.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("accept", Bedrock.TYPE)
                    .doesNotContainKey("x-amz-security-token");
            assertThat(received.body().at("/requestMetadata/ü").asText()).isEqualTo("ö");
        }
    }

    @Test
    void request_withASession_isSignedWithItsToken() throws Exception {
        try (ProviderTestServer server = Bedrock.server(Bedrock.whole());
                LiteClient client = signing(server, "AWS_REGION", "us-east-1", "AWS_SESSION_TOKEN", "own-session")) {
            client.answer(HELLO);

            ProviderTestServer.Received received = server.received();
            AwsSignatureCheck.Signed signed = AwsSignatureCheck.read(received);
            assertThat(signed.signature()).isEqualTo(AwsSignatureCheck.expected(received, "own-secret"));
            assertThat(signed.headers()).contains("x-amz-security-token");
            assertThat(received.headers()).containsEntry("x-amz-security-token", "own-session");
        }
    }

    @Test
    void request_afterOneThatWasThrottled_isSignedByItself() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    if (requests.incrementAndGet() == 1) {
                        exchange.begin(429, "application/json", "x-amzn-ErrorType: ThrottlingException");
                        exchange.piece("{\"message\":\"Too many requests\"}");
                    } else {
                        exchange.begin(200, Bedrock.TYPE);
                        for (byte[] frame : Bedrock.whole()) {
                            exchange.piece(frame);
                        }
                    }
                    exchange.end();
                });
                LiteClient client = signing(server, "AWS_REGION", "us-east-1")) {
            assertThatThrownBy(() -> client.open(HELLO))
                    .isInstanceOfSatisfying(
                            ModelException.class,
                            refused -> assertThat(refused.isRetryable()).isTrue())
                    .hasMessage("the model's server answered 429: Too many requests");
            ProviderTestServer.Received first = server.received();
            ModelRequest other = hello("bedrock/other");

            assertThat(LiteClient.deltas(client.answer(other))).containsExactly("Hi");
            ProviderTestServer.Received second = server.received();
            assertThat(AwsSignatureCheck.read(second).signature())
                    .isEqualTo(AwsSignatureCheck.expected(second, "own-secret"))
                    .isNotEqualTo(AwsSignatureCheck.read(first).signature());
        }
    }

    @Test
    void request_withCredentialsOfTheDefaultChain_isSignedByTheRunsOwnThread() throws Exception {
        try (ProviderTestServer server = Bedrock.server(Bedrock.whole());
                LiteClient client =
                        new LiteClient("AWS_REGION", "us-east-1", "AWS_BEDROCK_RUNTIME_ENDPOINT", server.url())) {
            withProperties(
                    Map.of("aws.accessKeyId", "AKIDCHAIN", "aws.secretAccessKey", "chain-secret"),
                    () -> client.answer(HELLO));

            ProviderTestServer.Received received = server.received();
            assertThat(AwsSignatureCheck.read(received).accessKey()).isEqualTo("AKIDCHAIN");
            assertThat(AwsSignatureCheck.read(received).signature())
                    .isEqualTo(AwsSignatureCheck.expected(received, "chain-secret"));
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("sdk-") || name.startsWith("aws-"));
        }
    }

    @Test
    void request_withAnApiKey_carriesItAndNeedsNoRegion() throws Exception {
        try (ProviderTestServer server = Bedrock.server(Bedrock.whole());
                LiteClient client =
                        Bedrock.client(server, "AWS_ACCESS_KEY_ID", "AKIDOWN", "AWS_SECRET_ACCESS_KEY", "x")) {
            client.answer(HELLO);

            assertThat(server.received().headers())
                    .containsEntry("authorization", "Bearer own-key-1")
                    .doesNotContainKey("x-amz-date");
        }
    }

    @Test
    void request_withAKeyOfTheRun_carriesItToWhereverTheClientSays() throws Exception {
        try (ProviderTestServer server = Bedrock.server(Bedrock.whole());
                LiteClient client = signing(server, "AWS_REGION", "us-east-1")) {
            client.answer(HELLO.withClientConfig(clientConfig(server.url() + "/", Map.of("bedrock", "their-key"))));

            assertThat(server.received().headers())
                    .containsEntry("authorization", "Bearer their-key")
                    .doesNotContainKey("x-amz-date");
        }
    }

    @Test
    void request_withAKeyInTheClientsHeaders_hasNothingOfOurs() throws Exception {
        try (ProviderTestServer server = Bedrock.server(Bedrock.whole());
                LiteClient client = signing(server, "AWS_REGION", "us-east-1")) {
            client.answer(HELLO.withClientConfig(
                    new ClientConfig(null, null, Map.of("Authorization", "Bearer theirs"), Map.of(), null, Map.of())));

            assertThat(server.received().headers())
                    .containsEntry("authorization", "Bearer theirs")
                    .doesNotContainKey("x-amz-date");
        }
    }

    @ParameterizedTest
    @CsvSource({"AWS_BEARER_TOKEN_BEDROCK,own-secret", "AWS_ACCESS_KEY_ID,AKIDOWN", "AWS_REGION,us-east-1"})
    void ownCredentials_toAnAddressOfTheClient_areRefused(String variable, String value) throws Exception {
        try (ProviderTestServer server = Bedrock.server(Bedrock.whole());
                LiteClient client = new LiteClient("AWS_SECRET_ACCESS_KEY", "own-secret", variable, value)) {
            assertThatThrownBy(() -> client.open(HELLO.withClientConfig(clientConfig(server.url(), Map.of()))))
                    .isInstanceOfSatisfying(ModelException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.MODEL_REFUSED);
                        assertThat(refused.isRetryable()).isFalse();
                    })
                    .hasMessageContaining(server.url())
                    .hasMessageContaining("client_config.litellm_keys.bedrock");
            assertThat(server.hasReceived()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"AWS_REGION_NAME", "AWS_REGION", "AWS_DEFAULT_REGION"})
    void address_isThatOfTheRegion(String variable) {
        ProviderTarget providerTarget = resolve(Map.of(variable, "eu-west-1", "AWS_BEARER_TOKEN_BEDROCK", "k"));

        assertThat(providerTarget.baseUrl()).isEqualTo("https://bedrock-runtime.eu-west-1.amazonaws.com");
    }

    @Test
    void region_byLiteLlmsName_goesBeforeAws() {
        ProviderTarget providerTarget = resolve(
                Map.of("AWS_REGION", "us-east-1", "AWS_REGION_NAME", "eu-west-1", "AWS_BEARER_TOKEN_BEDROCK", "k"));

        assertThat(providerTarget.baseUrl()).contains("eu-west-1");
    }

    @Test
    void region_missing_isReportedWithItsVariables() {
        Map<String, String> credentials = Map.of("AWS_ACCESS_KEY_ID", "AKIDOWN", "AWS_SECRET_ACCESS_KEY", "own-secret");
        Map<String, String> withAddress = new HashMap<>(credentials);
        withAddress.put("AWS_BEDROCK_RUNTIME_ENDPOINT", "http://proxy:8080");

        // With a custom address, a region is still needed for the signature.
        for (Map<String, String> variables : List.of(credentials, withAddress)) {
            assertThatThrownBy(() -> resolve(variables))
                    .isInstanceOfSatisfying(
                            ModelException.class,
                            missing -> assertThat(missing.code()).isEqualTo(ErrorCode.CONFIGURATION))
                    .hasMessageContaining(
                            "no region for bedrock is set; set AWS_REGION_NAME, AWS_REGION or " + "AWS_DEFAULT_REGION");
        }
    }

    @Test
    void credentials_missing_areReportedWithWhatToSet() throws Exception {
        assumeThat(System.getenv())
                .doesNotContainKeys(
                        "AWS_ACCESS_KEY_ID",
                        "AWS_PROFILE",
                        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI");

        withProperties(
                Map.of(
                        "aws.disableEc2Metadata", "true",
                        "aws.sharedCredentialsFile", "/nowhere/credentials",
                        "aws.configFile", "/nowhere/config"),
                () -> {
                    assertThatThrownBy(() -> resolve(Map.of("AWS_REGION", "eu-west-1")))
                            .isInstanceOfSatisfying(
                                    ModelException.class,
                                    missing -> assertThat(missing.code()).isEqualTo(ErrorCode.MODEL_REFUSED))
                            .hasMessage("no credentials for bedrock are set; set AWS_BEARER_TOKEN_BEDROCK, or "
                                    + "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or another source of AWS's default "
                                    + "chain, or send a key in client_config.litellm_keys.bedrock")
                            .hasCauseInstanceOf(SdkException.class);
                    return null;
                });
    }

    @Test
    void secrets_ofAwsAccess_areNotDisclosed() {
        ProviderTarget providerTarget = resolve(Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "AKIDOWN",
                "AWS_SECRET_ACCESS_KEY", "own-secret",
                "AWS_SESSION_TOKEN", "own-session"));

        assertThat(providerTarget.toString() + providerTarget.signer())
                .doesNotContain("AKIDOWN")
                .doesNotContain("own-secret")
                .doesNotContain("own-session");
        assertThat(providerTarget.redact("x-amz-security-token:own-session of AKIDOWN, own-secret"))
                .isEqualTo("x-amz-security-token:… of …, …");
    }

    private static LiteClient signing(ProviderTestServer server, String... more) {
        String[] variables = Stream.concat(
                        Stream.of(
                                "AWS_ACCESS_KEY_ID",
                                "AKIDOWN",
                                "AWS_SECRET_ACCESS_KEY",
                                "own-secret",
                                "AWS_BEDROCK_RUNTIME_ENDPOINT",
                                server.url()),
                        Stream.of(more))
                .toArray(String[]::new);
        return new LiteClient(variables);
    }

    private static ProviderTarget resolve(Map<String, String> environment) {
        SmallRyeConfig config = LiteClient.config(environment);
        return new ProviderTargetResolver(
                        config, config.getConfigMapping(ModelConfig.class).openai())
                .resolve(ProviderTable.get("bedrock"), ClientConfig.NONE, Map.of());
    }

    private static void withProperties(Map<String, String> properties, Callable<?> what) throws Exception {
        properties.forEach(System::setProperty);
        try {
            what.call();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }
}
