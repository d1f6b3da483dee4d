package io.agencyswarm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of {@link ManifestsTest}: copies of the manifests, each with one fault that it must find. */
@Execution(ExecutionMode.CONCURRENT)
class BrokenManifestsTest {

    @ParameterizedTest
    @MethodSource("breaks")
    void manifests_brokenInOnePlace_areFoundOut(Break broken, @TempDir Path directory) throws IOException {
        DeployTree tree = DeployTree.OURS.copiedTo(directory);
        Path file = directory.resolve(broken.file());
        String before = Files.readString(file);
        int start = before.indexOf(broken.text());
        assertThat(start).as("the text to break is in the file").isNotNegative();

        Files.writeString(
                file,
                before.substring(0, start)
                        + broken.other()
                        + before.substring(start + broken.text().length()));

        assertThat(everything(tree)).anySatisfy(match -> assertThat(match).contains(broken.finding()));
    }

    private static List<String> everything(DeployTree tree) throws IOException {
        List<String> matches = new ArrayList<>(tree.fileViolations().toList());
        for (Layer layer : Layer.all(tree.root())) {
            tree.violations(layer).forEach(matches::add);
        }
        return matches;
    }

    static Stream<Break> breaks() {
        return Stream.of(
                        Break.pods(),
                        Break.traffic(),
                        Break.limits(),
                        Break.proxies(),
                        Break.tls(),
                        Break.reach(),
                        Break.stores(),
                        Break.files())
                .flatMap(breaks -> breaks);
    }
}
