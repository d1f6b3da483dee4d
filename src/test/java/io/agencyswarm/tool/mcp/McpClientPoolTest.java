package io.agencyswarm.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.testing.LogLines;
import io.agencyswarm.testing.McpHttpServer;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ToolServerPool;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lifetime of sessions and of lists of tools, with a clock of the test. */
@Timeout(60)
class McpClientPoolTest {

    private final Vertx vertx = Vertx.vertx();
    private final McpHttpServer lab = McpHttpServer.start();
    private final AtomicLong nanos = new AtomicLong();
    private final McpConfig config = Settings.of("lab", Map.of("url", lab.url().toString(), "token", "forward"));
    private volatile String caller = "ada";
    private final McpServer.Environment environment =
            new McpServer.Environment(new ToolServerPool(vertx), (_, _) -> caller, new Processes(), "1", nanos::get);
    private final McpServerRegistry servers = new McpServerRegistry(config, environment, vertx);

    @AfterEach
    void close() {
        servers.close();
        lab.close();
        vertx.close();
    }

    @Test
    void tools_ofASessionThatHearsOfNoChange_areListedAgainAfterFiveMinutes() throws Exception {
        servers.tools("lab");
        lab.add("fresh", "Is new.");

        pass(Duration.ofMinutes(5).minusNanos(1));
        assertThat(names()).doesNotContain("fresh");
        pass(Duration.ofNanos(1));
        assertThat(names()).contains("fresh");
        lab.forget();
        assertThat(names()).contains("fresh");
        assertThat(lab.messages()).isEmpty();
    }

    @Test
    void tools_moreThanAreRead_logsThatSomeAreMissing() throws Exception {
        for (int i = 0; i < 500; i++) {
            lab.add("tool" + i, "");
        }
        try (LogLines log = new LogLines(Level.WARNING, "io.agencyswarm.tool.mcp")) {
            int read = servers.tools("lab").size();

            assertThat(read).isLessThan(500);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("MCP server \"lab\" has more tools than are read. Agents get only"
                            + " tools among its first " + read + "."));
        }
    }

    @Test
    void tools_ofASessionThatHearsOfChanges_areNotListedAgain() throws Exception {
        caller = "";
        servers.tools("lab");
        lab.awaitListeners();

        // The server has a listener a moment before the session knows that it is one. Never so: the test's time limit.
        do {
            lab.forget();
            pass(Duration.ofDays(1));
            servers.tools("lab");
        } while (!lab.messages().isEmpty());
    }

    @Test
    void session_ofACallerThatIsIdle_isClosed() throws Exception {
        servers.tools("lab");
        pass(McpClientPool.MAX_IDLE.minusNanos(1));
        caller = "bob";
        servers.tools("lab");

        pass(Duration.ofNanos(1));
        servers.closeIdle();

        awaitEnd("ada");
        pass(McpClientPool.MAX_IDLE);
        servers.closeIdle();
        awaitEnd("bob");
        assertThat(ends()).isEqualTo(2);
    }

    @Test
    void session_withoutAToken_staysWhenIdle() throws Exception {
        caller = "";
        servers.tools("lab");
        caller = "ada";
        servers.tools("lab");

        pass(McpClientPool.MAX_IDLE);
        servers.closeIdle();

        awaitEnd("ada");
        assertThat(ends()).isEqualTo(1);
    }

    @Test
    void client_inUse_staysAmongTooMany() throws Exception {
        McpClientPool clients = clients(1, McpClientPool.MAX_CHARS);
        clients.with("ada", ada -> {
            clients.with("bob", McpClient::tools);
            return ada.tools();
        });

        awaitEnd("bob");
        clients.with("ada", McpClient::tools);
        assertThat(lab.count("initialize")).isEqualTo(2);
    }

    @Test
    void clients_withTooLongLists_areClosed() throws Exception {
        McpClientPool clients = clients(McpClientPool.MAX_CLIENTS, 1);

        assertThat(clients.with("ada", McpClient::tools)).isNotEmpty();

        awaitEnd("ada");
    }

    @Test
    void client_closedWhileItConnects_closesItsSession() throws Exception {
        McpClientPool clients = clients(McpClientPool.MAX_CLIENTS, McpClientPool.MAX_CHARS);

        assertThatThrownBy(() -> clients.with("ada", ada -> {
                    clients.close();
                    return ada.tools();
                }))
                .isInstanceOf(ServerException.class)
                .hasMessage("the session with it was closed");

        lab.await(message -> message.method().equals("DELETE"));
        assertThatThrownBy(() -> clients.with("ada", McpClient::tools)).hasMessage("the service is shutting down");
    }

    private McpClientPool clients(int max, long maxChars) {
        McpServer server = new McpServer("lab", config.servers().get("lab"), environment);
        SessionFactory sessions = new SessionFactory(
                "lab", config.servers().get("lab"), environment.http(), environment.processes(), "1");
        return new McpClientPool(
                token -> new McpClient(sessions, server::offeredTools, token, nanos::get), nanos::get, max, maxChars);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<String> names() throws InterruptedException {
        return servers.tools("lab").stream().map(tool -> tool.spec().name()).toList();
    }

    /** Waits until the server has received the end of the session with a token. */
    private void awaitEnd(String token) throws InterruptedException {
        String session = lab.await(message ->
                        message.name().equals("tools/list") && message.token().equals("Bearer " + token))
                .session();
        lab.await(message ->
                message.method().equals("DELETE") && message.session().equals(session));
    }

    private long ends() {
        return lab.messages().stream()
                .filter(message -> message.method().equals("DELETE"))
                .count();
    }
}
