package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.net.HttpUrl;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that redirect. */
class RedirectTest {

    private FileTestServer server;
    private FileTestServer inner;
    private Service service;

    @BeforeEach
    void start() throws IOException {
        inner = new FileTestServer().text("/secret.txt", "secret");
        server = new FileTestServer().text("/dir/note.txt", "remote").text("/note.txt", "remote");
        service = new Service(Settings.closed().hosts("127.0.0.1:" + server.port()));
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
        server.close();
        inner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dir/note.txt", "note.txt", "./note.txt", "//127.0.0.1:PORT/note.txt", "../dir/note.txt"})
    void attach_redirectToAnAllowedHost_isFollowed(String location) throws InterruptedException {
        server.redirect("/dir/start", location.replace("PORT", Integer.toString(server.port())));

        assertThat(service.content("a.txt", server.url("/dir/start"))).isEqualTo("remote");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void attach_redirectOfAnyStatus_isFollowed(int status) throws InterruptedException {
        server.on("/start", exchange -> {
            exchange.getResponseHeaders().set("Location", "/note.txt");
            exchange.sendResponseHeaders(status, -1);
        });

        assertThat(service.content("a.txt", server.url("/start"))).isEqualTo("remote");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:INNER/secret.txt, may not be fetched from it",
        "http://localhost:INNER/secret.txt, may not be fetched from it",
        "//localhost:INNER/secret.txt, may not be fetched from it",
        "http://[::1]:INNER/secret.txt, may not be fetched from it",
        "http://169.254.169.254/latest/meta-data, may not be fetched from it",
        "http://2130706433:INNER/secret.txt, unusual notation",
        "http://127.1:INNER/secret.txt, is not valid; write a plain name",
        "http://user:pass@127.0.0.1:PORT/note.txt, user name or password",
        "file:///etc/passwd, only http:// and https:// are followed",
        "ftp://127.0.0.1/note.txt, only http:// and https:// are followed",
        "gopher://127.0.0.1/note.txt, only http:// and https:// are followed",
        "'data:text/plain,hello', only http:// and https:// are followed",
        "http:secret.txt, is not valid; write a plain name",
        "http://, percent-encode",
        "'/a b', percent-encode",
    })
    void attach_redirectElsewhere_isRefused(String location, String sentence) {
        server.redirect(
                "/start",
                location.replace("INNER", Integer.toString(inner.port()))
                        .replace("PORT", Integer.toString(server.port())));

        assertThat(service.refusal("a.txt", server.url("/start")))
                .contains(sentence)
                .doesNotContain("pass@");
        assertThat(inner.requests()).isEmpty();
    }

    @Test
    void attach_redirectWithoutLocation_isRefused() {
        server.on("/start", exchange -> exchange.sendResponseHeaders(302, -1));

        assertThat(service.refusal("a.txt", server.url("/start"))).contains("without a Location header");
    }

    @Test
    void attach_fiveRedirects_areFollowed() throws InterruptedException {
        chain(5);

        assertThat(service.content("a.txt", server.url("/1"))).isEqualTo("remote");
    }

    @Test
    void attach_sixRedirects_areTooMany() {
        chain(6);

        assertThat(service.refusal("a.txt", server.url("/1"))).contains("redirects more than 5 times");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void redirect_fromEncryptedToPlain_isRefused() {
        HttpUrl from = DownloadUrl.of("https://example.com/a");

        assertThatThrownBy(() -> DownloadUrl.resolveRedirect(from, "http://example.com/a"))
                .hasMessageContaining("from https:// to http://");
        assertThat(DownloadUrl.resolveRedirect(DownloadUrl.of("http://example.com"), "a"))
                .hasToString("http://example.com/a");
    }

    private void chain(int redirects) {
        for (int i = 1; i < redirects; i++) {
            server.redirect("/" + i, "/" + (i + 1));
        }
        server.redirect("/" + redirects, "/note.txt");
    }
}
