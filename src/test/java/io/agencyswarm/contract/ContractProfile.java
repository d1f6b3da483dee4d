package io.agencyswarm.contract;

import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The configuration of the recordings: a scripted model, logs, and local and remote files to attach. */
public class ContractProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path work = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "contract-");
            // The server of remote files runs on this machine, whose addresses are rejected unless they are listed.
            return Map.ofEntries(
                    Map.entry(
                            "agency-swarm.files.allowed-local-dirs", files(work).toString()),
                    Map.entry("agency-swarm.files.allowed-hosts", "127.0.0.1"),
                    Map.entry("agency-swarm.client-config.allowed-hosts", "public,127.0.0.1"),
                    // A timeout that is short enough for a test.
                    Map.entry("agency-swarm.stream.keep-alive", "200ms"),
                    Map.entry("agency-swarm.threads.list-all", "true"),
                    Map.entry("agency-swarm.logging.enabled", "true"),
                    Map.entry("agency-swarm.logging.dir", work.resolve("logs").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(ScriptedModelResource.class), new TestResourceEntry(RemoteFilesResource.class));
    }

    /** Returns the directory from which clients may attach files. The file next to it is not allowed. */
    private static Path files(Path work) throws IOException {
        Path allowed = Files.createDirectories(work.resolve("ok"));
        Files.writeString(allowed.resolve("note.txt"), "A note.\n");
        Files.writeString(allowed.resolve("doc.pdf"), "%PDF-1.4\n%%EOF\n");
        Files.writeString(allowed.resolve("x.exe"), "MZ");
        Files.writeString(work.resolve("plainfile"), "Not for clients.\n");
        return allowed;
    }
}
