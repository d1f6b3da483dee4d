package io.agencyswarm.file;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.net.AllowedAddressResolver.NameResolver;
import io.agencyswarm.net.AllowedHosts;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.PlatformThreads;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;

/** Fetches attached files, from this machine and from other hosts, to temporary files. */
@Singleton
class FileFetcher {

    private static final String ALLOWED_HOSTS = "agency-swarm.files.allowed-hosts";

    private final FileConfig config;
    private final LocalFiles local;
    private final RemoteFiles remote;
    private final PlatformThreads threads;
    private final ByteBudget diskBudget;

    @Inject
    FileFetcher(
            FileConfig config, AllowedDirectories directories, Vertx vertx, PlatformThreads threads, Config values) {
        this(
                config,
                new LocalFiles(directories),
                new RemoteFiles(
                        vertx,
                        new HttpClientOptions(),
                        config,
                        new UrlResolver(
                                AllowedHosts.of(
                                        values, ALLOWED_HOSTS, config.allowedHosts(), List.of(AllowedHosts.PUBLIC)),
                                NameResolver.SYSTEM,
                                threads)),
                threads);
    }

    FileFetcher(FileConfig config, LocalFiles local, RemoteFiles remote, PlatformThreads threads) {
        this.config = config;
        this.local = local;
        this.remote = remote;
        this.threads = threads;
        this.diskBudget = new ByteBudget(config.maxTotalBytes());
    }

    /**
     * Deletes files of processes that were killed, which would fill the disk over time. Observing the start also makes
     * invalid settings stop it.
     */
    void sweep(@Observes StartupEvent start) {
        Thread.ofVirtual().start(() -> TempDirectory.sweep(config.tempDir()));
    }

    @PreDestroy
    void close() {
        remote.close();
    }

    /**
     * Fetches all attachments concurrently, and waits for them.
     *
     * @return the files in the order of the attachments; close them after use
     * @throws InterruptedException if the run was cancelled meanwhile; no file is left then
     */
    TempFiles fetch(List<Attachment> attachments) throws InterruptedException {
        TempFiles files = create(attachments.size());
        try {
            Deadline deadline = Deadline.in(config.totalTimeout());
            Parallel.all(IntStream.range(0, attachments.size())
                    .<Callable<Path>>mapToObj(i -> () -> fetch(attachments.get(i), files, i, deadline))
                    .toList());
            return files;
        } catch (InterruptedException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private TempFiles create(int count) {
        try {
            return TempFiles.create(config.tempDir(), diskBudget, count);
        } catch (IOException e) {
            throw new AgencyException(
                    ErrorCode.ATTACHMENT,
                    "Files can't be attached now: the service can't create its temporary files"
                            + " (agency-swarm.files.temp-dir); its log has the cause.",
                    e);
        }
    }

    private Path fetch(Attachment attachment, TempFiles files, int index, Deadline deadline)
            throws InterruptedException {
        Path target = files.get(index);
        try (AttachmentWriter writer =
                new AttachmentWriter(attachment, target, AttachmentWriter.SizeLimit.of(config), files::reserve)) {
            switch (attachment.location()) {
                case FileLocation.Local(Path path) ->
                    threads.call(
                            () -> {
                                local.copy(attachment, path, writer);
                                return target;
                            },
                            deadline);
                case FileLocation.Remote(var url) -> remote.copy(attachment, url, writer, deadline);
            }
            return target;
        } catch (ClosedByInterruptException _) {
            throw new InterruptedException();
        } catch (TimeoutException e) {
            throw attachment.failure(timeoutMessage(deadline), e);
        } catch (IOException e) {
            throw attachment.failure("it could not be read completely; check the original file, and try again.", e);
        }
    }

    private String timeoutMessage(Deadline deadline) {
        return deadline.remaining().isZero()
                ? "fetching took longer than " + config.totalTimeout().toMillis()
                        + " ms (agency-swarm.files.total-timeout); attach a smaller file or use a faster host."
                : "its host sent nothing for " + config.readTimeout().toMillis()
                        + " ms (agency-swarm.files.read-timeout); try again or use another host.";
    }
}
