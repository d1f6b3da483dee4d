package io.agencyswarm.contract;

import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The configuration that the recordings were made with: a scripted model, logs, and a directory of files to attach. */
public class ContractProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path work = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "contract-");
            return Map.of(
                    "agency-swarm.files.allowed-local-dirs", files(work).toString(),
                    "agency-swarm.logging.enabled", "true",
                    "agency-swarm.logging.dir", work.resolve("logs").toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedModelResource.class));
    }

    /** Returns the directory that clients may attach files from; a file beside it they may not. */
    private static Path files(Path work) throws IOException {
        Path allowed = Files.createDirectories(work.resolve("ok"));
        Files.writeString(allowed.resolve("note.txt"), "A note.\n");
        Files.writeString(allowed.resolve("doc.pdf"), "%PDF-1.4\n%%EOF\n");
        Files.writeString(allowed.resolve("x.exe"), "MZ");
        Files.writeString(work.resolve("plainfile"), "Not for clients.\n");
        return allowed;
    }
}
