package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.FileUpload;
import io.agencyswarm.net.AllowedAddressResolver.NameResolver;
import io.agencyswarm.net.AllowedHosts;
import io.agencyswarm.net.PlatformThreads;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Attachments as in the application, with a provider that stores what it gets. */
final class Service implements AutoCloseable {

    static final FileTarget TARGET = new FileTarget("Assistant", "gpt-4o", ClientConfig.NONE);

    /** Resolves only local names, so that no test uses the Internet. */
    static final NameResolver NO_INTERNET = name -> {
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return NameResolver.SYSTEM.resolve(name);
        }
        throw new UnknownHostException(name);
    };

    private final Vertx vertx = Vertx.vertx();
    private final PlatformThreads threads = new PlatformThreads();
    private final ConcurrentMap<String, String> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Path temp;
    private final FileFetcher sources;
    private final AttachmentUploader attachments;

    Service(Settings settings) {
        this(settings, NO_INTERNET, new HttpClientOptions());
    }

    Service(Settings settings, NameResolver resolver, HttpClientOptions options) {
        temp = newTemp();
        Settings config = settings.temp(temp);
        UrlResolver urlResolver = new UrlResolver(allowed(settings), resolver, threads);
        sources = new FileFetcher(
                config,
                new LocalFiles(new AllowedDirectories(config)),
                new RemoteFiles(vertx, options, config, urlResolver),
                threads);
        attachments = new AttachmentUploader(config, sources, this::keep);
    }

    static AllowedHosts allowed(Settings settings) {
        return new AllowedHosts(
                "agency-swarm.files.allowed-hosts", settings.allowedHosts().orElse(List.of(AllowedHosts.PUBLIC)));
    }

    UploadedFiles attach(Map<String, String> named) throws InterruptedException {
        UploadedFiles attached = attachments.attach(named, TARGET);
        assertThat(temporary()).isEmpty();
        return attached;
    }

    /** Returns the content that the provider got for the only file. */
    String content(String name, String source) throws InterruptedException {
        attach(Map.of(name, source));
        return uploads.get(name);
    }

    /** Returns the error for rejected files, and checks that nothing of them is left. */
    String refusal(Map<String, String> named) {
        AgencyException refused = catchThrowableOfType(AgencyException.class, () -> attachments.attach(named, TARGET));
        assertThat(refused).as("an exception for " + named).isNotNull();
        assertThat(refused.code()).isEqualTo(ErrorCode.ATTACHMENT);
        assertThat(uploads).isEmpty();
        assertThat(temporary()).isEmpty();
        return refused.getMessage();
    }

    String refusal(String name, String source) {
        return refusal(Map.of(name, source));
    }

    /** Returns the names of the temporary files. */
    Stream<Path> temporary() {
        try (Stream<Path> match = Files.list(temp)) {
            return match.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> uploads() {
        return uploads;
    }

    private String keep(FileUpload file) {
        try {
            uploads.put(file.name(), Files.readString(file.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "file-" + file.name() + "-" + ids.incrementAndGet();
    }

    private static Path newTemp() {
        try {
            return Files.createTempDirectory("attachments-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        sources.close();
        threads.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        Files.delete(temp);
    }
}
