package io.agencyswarm.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.store.ThreadKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations that the service stores. {@link ThreadsRestartTest} continues one of them. */
@QuarkusTest
@TestProfile(ThreadsFirstProfile.class)
@Timeout(60)
class ThreadsTest {

    /** The thread that outlives the application. */
    static final String LASTING = "lasting";

    static final ThreadKey LASTING_KEY = new ThreadKey("team", LASTING, null);

    @TestHTTPResource
    URI base;

    private ServiceClient client;
    private String thread;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        thread = UUID.randomUUID().toString();
        Model.forget();
    }

    @Test
    void ask_sameThreadId_continuesConversation() throws Exception {
        client.ask("basic", in(thread, "call add {\"a\":1,\"b\":2} ;; text Three"));
        client.stream("basic", in(thread, "text Again"));

        assertThat(types(Model.lastInput()))
                .containsExactly("user", "function_call", "function_call_output", "assistant", "user");
        client.ask("basic", in(thread, "text Once more"));
        assertThat(Model.lastInput()).hasSize(7);
    }

    @Test
    void ask_threadOfOtherAgency_startsConversation() throws Exception {
        client.ask("basic", in(thread, "text One"));
        client.ask("team", in(thread, "text Two"));

        assertThat(Model.lastInput()).hasSize(1);
    }

    @Test
    void conversation_ofAnotherName_isAnother() throws Exception {
        client.ask("basic", in(thread, "text One"));
        client.ask("basic", in(thread + "x", "text Two"));

        assertThat(Model.lastInput()).hasSize(1);
    }

    @Test
    void history_goesBeforeWhatIsKept_andIsKeptThen() throws Exception {
        client.ask("basic", in(thread, "text Kept"));
        ObjectNode body = in(thread, "text Two");
        body.set("chat_history", client.ask("basic", "text Sent").newMessages());
        client.ask("basic", body);

        assertThat(Model.lastInput().toString()).contains("text Sent").doesNotContain("text Kept");
        client.ask("basic", in(thread, "text Three"));
        assertThat(Model.lastInput().toString())
                .contains("text Sent", "text Two")
                .doesNotContain("text Kept");
    }

    @Test
    void conversation_ofAFailedRun_isKeptAsFarAsItCame() throws Exception {
        client.ask("basic", in(thread, "call add {\"a\":1,\"b\":2} ;; fail 401"));
        client.ask("basic", in(thread, "text Again"));

        assertThat(types(Model.lastInput())).containsExactly("user", "function_call", "function_call_output", "user");
    }

    @Test
    void conversation_applicationRestarted_continues() throws Exception {
        Files.deleteIfExists(ThreadFiles.file(LASTING_KEY));
        ServiceAnswer answer =
                client.ask("team", in(LASTING, ServiceClient.delegate("Developer", "text Inner") + " ;; text Outer"));

        assertThat(answer.response()).isEqualTo("Outer");
        assertThat(ThreadFiles.file(LASTING_KEY)).isNotEmptyFile();
    }

    @Test
    void store_canNotLoad_failsRunBeforeModelIsAsked() throws Exception {
        ServiceAnswer failed = client.ask("basic", in("broken-load", "text Hi"));

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body().path("error").asText()).contains("could not be loaded", "the database is away");
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void store_canNotSave_saysSoBesideAnswer() throws Exception {
        StreamedAnswer streamed = client.stream("basic", in("broken-save", "text Hi"));

        assertThat(streamed.errors())
                .singleElement()
                .satisfies(error ->
                        assertThat(error.path("error").asText()).contains("was not saved", "the database is away"));
        assertThat(streamed.newMessages()).hasSize(2);
        assertThat(streamed.happenings().getLast()).isEqualTo("end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken-load-badly", "broken-save-badly"})
    void stream_storeThrowsError_endsWithEndFrame(String badly) throws Exception {
        StreamedAnswer streamed = client.stream("basic", in(badly, "text Hi"));

        assertThat(streamed.errors().toString()).contains("the driver is not there");
        assertThat(streamed.happenings()).endsWith("messages", "end");
        assertThat(client.cancel("basic", streamed.runId()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken-load-undeclared", "broken-save-undeclared"})
    void store_throwsWhatItDoesNotDeclare_leavesNoRunBehind(String broken) throws Exception {
        StreamedAnswer streamed = client.stream("basic", in(broken, "text Hi"));

        assertThat(streamed.errors().toString()).contains("the disk is away");
        assertThat(streamed.happenings()).endsWith("messages", "end");
        assertThat(client.cancel("basic", streamed.runId()).status()).isEqualTo(404);
        assertThat(client.ask("basic", in(broken, "text Hi"))
                        .body()
                        .path("error")
                        .asText())
                .contains("the disk is away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken-load-fatally", "broken-save-fatally"})
    void store_runsOutOfMemory_endsTheRunAndThrowsTheErrorOn(String broken) throws Exception {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, error) -> uncaught.complete(error));
        try {
            StreamedAnswer streamed = client.stream("basic", in(broken, "text Hi"));

            assertThat(streamed.errors()).hasSize(1);
            assertThat(streamed.happenings()).endsWith("messages", "end");
            assertThat(client.cancel("basic", streamed.runId()).status()).isEqualTo(404);
            assertThat(uncaught.get(20, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static ObjectNode in(String thread, String message) {
        return ServiceClient.says(message).put("thread_id", thread);
    }

    static List<String> types(List<JsonNode> items) {
        return items.stream()
                .map(item -> item.path("role").asText(item.path("type").asText()))
                .toList();
    }
}
