package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.e2e.Program;
import io.agencyswarm.testing.ScriptedModelServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settings that stop the start, and some that cause a warning. */
@Packaged
@Timeout(90)
class StartIT {

    @TempDir
    Path directory;

    private ScriptedModelServer model;

    @BeforeEach
    void start() throws Exception {
        model = ScriptedModelServer.start();
    }

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void token_empty_stopsStart() throws Exception {
        assertRefused(Map.of("APP_TOKEN", ""), "APP_TOKEN is empty");
        assertRefused(Map.of("APP_TOKEN", " "), "APP_TOKEN is empty");
    }

    @Test
    void service_openToEveryone_isNotStartedWhereThatIsForbidden() throws Exception {
        assertRefused(
                Map.of("AGENCY_SWARM_AUTH_REQUIRED", "true", "AGENCY_SWARM_APP_TOKEN_ENV", "NO_SUCH_TOKEN"),
                "agency-swarm.auth.required forbids");
    }

    @Test
    void start_anyClientHostAllowed_logsWarning() throws Exception {
        for (boolean open : new boolean[] {true, false}) {
            Map<String, String> settings = new HashMap<>(Map.of("AGENCY_SWARM_CLIENT_CONFIG_ALLOWED_HOSTS", "any"));
            if (open) {
                settings.put("AGENCY_SWARM_APP_TOKEN_ENV", "NO_SUCH_TOKEN");
            }
            try (Program program = Pod.start(Program.freePort(), model, directory, settings)
                    .awaitReady()
                    .program()) {
                assertThat(program.count(line -> line.contains("agency-swarm.client-config.allowed-hosts")))
                        .as("open: " + open)
                        .isEqualTo(open ? 1 : 0);
            }
        }
    }

    @Test
    void listOfHosts_empty_isRefused() throws Exception {
        assertRefused(Map.of("AGENCY_SWARM_FILES_ALLOWED_HOSTS", ""), "agency-swarm.files.allowed-hosts is empty");
        assertRefused(
                Map.of("AGENCY_SWARM_CLIENT_CONFIG_ALLOWED_HOSTS", ""),
                "agency-swarm.client-config.allowed-hosts is empty");
    }

    private void assertRefused(Map<String, String> settings, String sentence) throws InterruptedException {
        try (Program program =
                Pod.start(Program.freePort(), model, directory, settings).program()) {
            program.awaitLine(line -> line.contains(sentence));
            program.awaitEnd();
            assertThat(program.exitCode()).isEqualTo(1);
        }
    }
}
