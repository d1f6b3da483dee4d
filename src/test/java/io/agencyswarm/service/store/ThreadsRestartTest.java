package io.agencyswarm.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Continues a conversation that {@link ThreadsTest} had with the previous application. */
@QuarkusTest
@TestProfile(ThreadsSecondProfile.class)
@Timeout(60)
class ThreadsRestartTest {

    @TestHTTPResource
    URI base;

    @BeforeEach
    void setUp() {
        Model.forget();
    }

    @Test
    void conversation_begunBeforeRestart_continues() throws Exception {
        assumeTrue(
                Files.exists(ThreadFiles.file(ThreadsTest.LASTING_KEY)),
                "ThreadsTest runs first: Quarkus orders test classes by their profiles");
        ServiceClient client = ServiceClient.at(base);
        ObjectNode body = ServiceClient.says(ServiceClient.delegate("Developer", "text Known") + " ;; text Still here");
        ServiceAnswer answer = client.ask("team", body.put("thread_id", ThreadsTest.LASTING));

        assertThat(answer.response()).isEqualTo("Still here");
        assertThat(ThreadsTest.types(Model.lastInput()))
                .as("what the lead knows")
                .containsExactly(
                        "user",
                        "function_call",
                        "function_call_output",
                        "assistant",
                        "user",
                        "function_call",
                        "function_call_output");
        assertThat(Model.requests().get(1).path("input"))
                .as("what the developer knows of its talk with the lead")
                .hasSize(3);
    }
}
