package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agencyswarm.e2e.Program;
import io.agencyswarm.testing.ScriptedModelServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The assumptions of the overlay for HAProxy: comments keep a silent stream open, and its configuration lines work. */
@Packaged
@Timeout(120)
class HaProxyOverlayIT {

    /** Two pauses of the model, each longer than the proxy's timeout. */
    private static final String SILENT = "say 3 every 5000ms";

    private static ScriptedModelServer model;
    private static Pod talking;
    private static Pod silent;
    private static HaProxy proxy;

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() throws Exception {
        model = ScriptedModelServer.start();
        talking = Pod.start(Program.freePort(), model, directory, Map.of("AGENCY_SWARM_STREAM_KEEP_ALIVE", "1s"));
        silent = Pod.start(Program.freePort(), model, directory, Map.of("AGENCY_SWARM_STREAM_KEEP_ALIVE", "0s"));
        proxy = new HaProxy("2s")
                .sticky("talking", List.of(talking.awaitReady()))
                .roundRobin("silent", List.of(silent.awaitReady()))
                .start(directory);
    }

    @AfterAll
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
        talking.program().close();
        silent.program().close();
        model.close();
    }

    @Test
    void stream_whoseModelIsSilentForLongerThanTheProxyBears_isWhole() throws Exception {
        try (RunStream stream = LoadCaller.at(proxy.at("talking")).open(SILENT)) {
            assertThat(stream.rest().whole()).isTrue();
            assertThat(stream.deltas()).isEqualTo(3);
        }
    }

    @Test
    void stream_withoutComments_isCutByTheProxy() throws Exception {
        try (RunStream stream = LoadCaller.at(proxy.at("silent")).open(SILENT)) {
            Throwable broken = catchThrowable(stream::rest);

            assertThat(broken != null || !stream.whole()).isTrue();
        }
    }

    @Test
    void cookie_ofTheOverlay_isForTlsAloneAndNotForPages() throws Exception {
        assertThat(LoadCaller.at(proxy.at("talking"))
                        .get("/openapi.json")
                        .headers()
                        .firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .startsWith("AGENCY=")
                        .contains("; Secure")
                        .containsOnlyOnce("HttpOnly"));
    }
}
