package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The recordings, and the application that they are compared with. */
final class Contract {

    private final URI base;
    private final ModelServer model;
    private final GoldenCase.Places places;

    private Contract(URI base, String modelBase, Path files, String remote) {
        this.base = base;
        this.model = new ModelServer(modelBase);
        this.places = new GoldenCase.Places(modelBase, files.toString(), remote);
    }

    /** The application under test, with the servers and the files that its configuration names. */
    static Contract at(URI base) {
        Config config = ConfigProvider.getConfig();
        String model = config.getValue("agency-swarm.openai.base-url", String.class);
        Path allowed = config.getValue("agency-swarm.files.allowed-local-dirs", Path.class);
        String remote = config.getValue(RemoteFilesResource.ADDRESS, String.class);
        return new Contract(base, model.replaceFirst("/v1/?$", ""), allowed.getParent(), remote);
    }

    /** All recordings of a folder, sorted by id. */
    List<GoldenCase> cases(String folder) {
        List<GoldenCase> cases = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                cases.add(GoldenCase.read(file, places));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return cases;
    }

    /** Plays a case and returns the differences between the answers and the recording; empty if there are none. */
    List<String> faults(GoldenCase golden) throws IOException, InterruptedException {
        model.forget();
        Player player = new Player(base, model);
        List<JsonNode> answers = new ArrayList<>();
        for (ContractStep step : golden.steps()) {
            answers.add(player.play(step));
        }
        return Judge.faults(golden, answers, model.requests());
    }

    private static List<Path> files(String folder) {
        URL match = Objects.requireNonNull(Contract.class.getResource("/contract/" + folder), folder);
        try (Stream<Path> files = Files.list(Path.of(match.toURI()))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
