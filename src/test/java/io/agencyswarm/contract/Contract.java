package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.testing.AnswerSchemas;
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
    private final AnswerSchemas schemas;

    private Contract(URI base, String modelBase, Path files, String remote) {
        this.base = base;
        this.model = new ModelServer(modelBase);
        this.places = new GoldenCase.Places(modelBase, files.toString(), remote);
        this.schemas = AnswerSchemas.at(base);
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

    /**
     * Plays a case and returns what is wrong: the differences between the answers and the recording, and between the
     * answers and the OpenAPI document. Empty if nothing is wrong.
     */
    List<String> faults(GoldenCase golden) throws IOException, InterruptedException {
        model.forget();
        Player player = new Player(base, model);
        List<JsonNode> answers = new ArrayList<>();
        for (ContractStep step : golden.steps()) {
            answers.add(player.play(step));
        }
        List<String> faults = new ArrayList<>(Judge.faults(golden, answers, model.requests()));
        for (int step = 0; step < answers.size(); step++) {
            faults.addAll(schemaFaults(golden.steps().get(step), answers.get(step)));
        }
        return faults;
    }

    private List<String> schemaFaults(ContractStep step, JsonNode answer) {
        return switch (step) {
            case ContractStep.Http http -> schemas.faults(http.method(), http.path(), answer);
            case ContractStep.Stream stream -> schemas.faults("POST", stream.path(), answer);
            case ContractStep.Leave leave -> schemas.faults("POST", leave.path(), answer);
            case ContractStep.Cancel cancel -> {
                List<String> faults = new ArrayList<>(schemas.faults("POST", cancel.path(), answer));
                if (answer.has("cancel")) {
                    faults.addAll(schemas.faults("POST", cancel.cancelPath(), answer.get("cancel")));
                }
                yield faults;
            }
        };
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
