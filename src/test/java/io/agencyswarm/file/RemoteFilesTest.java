package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.net.AllowedAddressResolver.NameResolver;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.PlatformThreads;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hosts that files may be fetched from: those with public addresses, and those that the operator names. */
@Execution(ExecutionMode.CONCURRENT)
class RemoteFilesTest {

    private static final String NOT_PUBLIC = "is unknown, or files may not be fetched from it";

    private FileTestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FileTestServer().text("/note.txt", "remote");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/note.txt",
                "HTTP://127.0.0.1:PORT/note.txt",
                "https://127.0.0.1:PORT/note.txt",
                "http://127.1.2.3:PORT/note.txt",
                "http://localhost:PORT/note.txt",
                "http://LOCALHOST:PORT/note.txt",
                "http://localhost.:PORT/note.txt",
                "http://a.localhost:PORT/note.txt",
                "http://[::1]:PORT/note.txt",
                "http://[0:0:0:0:0:0:0:1]:PORT/note.txt",
                "http://[::]:PORT/note.txt",
                "http://[::ffff:127.0.0.1]:PORT/note.txt",
                "http://[::ffff:7f00:1]:PORT/note.txt",
                "http://[::127.0.0.1]:PORT/note.txt",
                "http://[::ffff:10.0.0.1]/note.txt",
                "http://[64:ff9b::7f00:1]:PORT/note.txt",
                "http://[64:ff9b::a9fe:a9fe]/note.txt",
                "http://[2002:7f00:1::]:PORT/note.txt",
                "http://[2001:0:7f00:1::]:PORT/note.txt",
                "http://[fd00:ec2::254]/note.txt",
                "http://[fe80::1]/note.txt",
                "http://[fec0::1]/note.txt",
                "http://[ff02::1]/note.txt",
                "http://0.0.0.0:PORT/note.txt",
                "http://10.0.0.1/note.txt",
                "http://172.16.0.1/note.txt",
                "http://192.168.0.1/note.txt",
                "http://100.64.0.1/note.txt",
                "http://169.254.169.254/latest/meta-data/note.txt",
                "http://168.63.129.16/note.txt",
                "http://224.0.0.1/note.txt",
                "http://255.255.255.255/note.txt",
                "http://loop.evil.test:PORT/note.txt",
                "http://mixed.evil.test:PORT/note.txt",
                "http://metadata.google.internal/note.txt",
            })
    void attach_addressIsNotPublic_isRefusedWithoutARequest(String template) throws IOException {
        try (Service service = service(Settings.closed())) {
            assertThat(service.refusal("a.txt", placed(template)))
                    .contains(NOT_PUBLIC, "agency-swarm.files.allowed-hosts");
        }
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://2130706433:PORT/note.txt, unusual notation",
        "http://0x7f000001:PORT/note.txt, unusual notation",
        "http://0X7F000001:PORT/note.txt, unusual notation",
        "http://017700000001:PORT/note.txt, unusual notation",
        "http://0177.0.0.1:PORT/note.txt, unusual notation",
        "http://127.000.000.001:PORT/note.txt, unusual notation",
        "http://0:PORT/note.txt, unusual notation",
        "http://[fe80::1%25lo]:PORT/note.txt, unusual notation",
        "http://127.1:PORT/note.txt, is not valid; write a plain name",
        "http://127.0.1:PORT/note.txt, is not valid; write a plain name",
        "http://0x7f.0.0.1:PORT/note.txt, is not valid; write a plain name",
        "http://127.0.0.1.:PORT/note.txt, is not valid; write a plain name",
        "http://127.0.0.0x1:PORT/note.txt, is not valid; write a plain name",
        "http://１２７.０.０.１:PORT/note.txt, is not valid; write a plain name",
        "http://127。0。0。1:PORT/note.txt, is not valid; write a plain name",
        "http://%31%32%37.0.0.1:PORT/note.txt, is not valid; write a plain name",
        "http://127.0.0.1%00.example.com/note.txt, is not valid; write a plain name",
        "http:///note.txt, is not valid; write a plain name",
        "http:127.0.0.1/note.txt, is not valid; write a plain name",
        "http://:PORT/note.txt, is not valid; write a plain name",
        "http://127.0.0.1:0/note.txt, is not valid; write a plain name",
        "http://127.0.0.1:65536/note.txt, is not valid; write a plain name",
        "http://user@127.0.0.1:PORT/note.txt, user name or password",
        "http://user:pass@127.0.0.1:PORT/note.txt, user name or password",
        "http://example.com@127.0.0.1:PORT/note.txt, user name or password",
        "http://@127.0.0.1:PORT/note.txt, user name or password",
        "http://example.com\\@127.0.0.1:PORT/note.txt, percent-encode",
        "'http://127.0.0.1:PORT/note.txt HTTP/1.1', percent-encode",
        "http://[::1:PORT/note.txt, percent-encode",
    })
    void attach_hostInAnotherNotation_isRefusedEvenThoughTheAddressIsAllowed(String template, String sentence)
            throws IOException {
        try (Service service = service(Settings.closed().hosts("127.0.0.1", "localhost", "::1"))) {
            assertThat(service.refusal("a.txt", placed(template)))
                    .contains(sentence)
                    .doesNotContain("pass@");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void attach_lineBreaksInAUrl_areRefused() throws IOException {
        try (Service service = service(Settings.closed().hosts("127.0.0.1"))) {
            assertThat(service.refusal("a.txt", server.url("/note.txt\r\nX-Forged: 1")))
                    .contains("percent-encode");
        }
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:PORT/note.txt",
        "127.0.0.1:PORT, http://127.0.0.1:PORT/note.txt",
        "127.0.0.1, http://[::ffff:127.0.0.1]:PORT/note.txt",
        "LocalHost, http://localhost:PORT/note.txt",
        "localhost, http://LOCALHOST.:PORT/note.txt",
        "localhost:PORT, http://localhost:PORT/note.txt?a=b#c",
        "loop.evil.test., http://loop.evil.test:PORT/note.txt",
    })
    void attach_hostIsNamedByTheOperator_isFetched(String allowed, String url)
            throws IOException, InterruptedException {
        try (Service service = service(Settings.closed().hosts("elsewhere.test", placed(allowed)))) {
            assertThat(service.content("a.txt", placed(url))).isEqualTo("remote");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1, http://127.0.0.1:PORT/note.txt",
        "127.0.0.1, http://localhost:PORT/note.txt",
        "localhost, http://127.0.0.1:PORT/note.txt",
        "evil.test, http://loop.evil.test:PORT/note.txt",
    })
    void attach_anotherHostOrPortIsNamed_isRefused(String allowed, String url) throws IOException {
        try (Service service = service(Settings.closed().hosts(allowed))) {
            assertThat(service.refusal("a.txt", placed(url))).contains(NOT_PUBLIC);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void attach_ipv6Host_isFetched() throws IOException, InterruptedException {
        try (FileTestServer ipv6 = new FileTestServer("::1").text("/note.txt", "six");
                Service service = service(Settings.closed().hosts("[::1]"))) {
            assertThat(service.content("a.txt", "http://[0::1]:" + ipv6.port() + "/note.txt"))
                    .isEqualTo("six");
            assertThat(ipv6.requests().getFirst()).endsWith("]:" + ipv6.port() + " /note.txt");
        }
    }

    @Test
    void attach_allowedName_isAskedByItsName() throws IOException, InterruptedException {
        server.text("/a%20b.txt", "remote").text("/a b.txt", "remote");
        try (Service service = service(Settings.closed().hosts("loop.evil.test"))) {
            service.attach(Map.of("a.txt", placed("http://loop.evil.test:PORT/a%20b.txt?q=%C3%A9&r=ü")));
        }
        assertThat(server.requests()).containsExactly(placed("loop.evil.test:PORT /a%20b.txt?q=%C3%A9&r=%C3%BC"));
    }

    @Test
    void attach_nameIsRebound_connectsToTheAddressThatWasCheckedAndAsksOnce() throws IOException {
        // An address for documentation would be rejected; this one is public and unused.
        Queue<String> answers = new ConcurrentLinkedQueue<>(List.of("192.31.195.1", "127.0.0.1", "127.0.0.1"));
        NameResolver rebinding = _ -> List.of(InetAddress.ofLiteral(String.valueOf(answers.poll())));
        Settings hurried =
                Settings.closed().waits(Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofSeconds(10));
        try (Service service = new Service(hurried, rebinding, new HttpClientOptions())) {
            assertThat(service.refusal("a.txt", placed("http://rebind.test:PORT/note.txt")))
                    .contains("the host \"rebind.test\" could not be reached")
                    .doesNotContain("192.", "127.");
        }
        assertThat(answers).hasSize(2);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void attach_firstAddressRefusesConnections_triesTheNext() throws IOException, InterruptedException {
        NameResolver two = _ -> List.of(InetAddress.ofLiteral("::1"), InetAddress.ofLiteral("127.0.0.1"));
        try (Service service = new Service(Settings.closed().hosts("two.test"), two, new HttpClientOptions())) {
            assertThat(service.content("a.txt", placed("http://two.test:PORT/note.txt")))
                    .isEqualTo("remote");
        }
    }

    @Test
    void attach_nobodyListens_isAFaultWhichNamesNoAddress() throws IOException {
        server.close();
        try (Service service = service(Settings.closed().hosts("loop.evil.test"))) {
            assertThat(service.refusal("a.txt", placed("http://loop.evil.test:PORT/note.txt")))
                    .contains("the host \"loop.evil.test\" could not be reached")
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void find_publicAddress_isLetThrough() throws Exception {
        PlatformThreads threads = new PlatformThreads();
        NameResolver publicly = _ -> List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("2606:4700::1"));
        UrlResolver urlResolver = new UrlResolver(Service.allowed(Settings.closed()), publicly, threads);
        Attachment attachment =
                Attachment.all(Map.of("a.txt", "http://one.test/"), 1).getFirst();

        ResolvedUrl match =
                urlResolver.find(attachment, DownloadUrl.of("http://one.test/"), Deadline.in(Duration.ofSeconds(10)));

        assertThat(match.addresses()).extracting(InetAddress::getHostAddress).contains("1.1.1.1");
        threads.close();
    }

    private Service service(Settings settings) {
        NameResolver resolver = name -> switch (name) {
            case "loop.evil.test" -> List.of(InetAddress.ofLiteral("127.0.0.1"));
            case "mixed.evil.test" -> List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("127.0.0.1"));
            default -> Service.NO_INTERNET.resolve(name);
        };
        return new Service(settings, resolver, new HttpClientOptions());
    }

    private String placed(String template) {
        return template.replace("PORT", Integer.toString(server.port()));
    }
}
