package io.agencyswarm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the names and limits in {@code deploy/k8s}. */
@Execution(ExecutionMode.CONCURRENT)
class ManifestsTest {

    @ParameterizedTest
    @MethodSource("layers")
    void manifests_aLayer_hasNoNameThatLeadsNowhereAndNoLimitThatDoesNotFit(Layer layer) throws IOException {
        assertThat(layer.objects()).isNotEmpty();
        assertThat(DeployTree.OURS.violations(layer)).isEmpty();
    }

    @Test
    void kustomizations_theFilesTheyList_areThoseThatAreThere() throws IOException {
        assertThat(DeployTree.OURS.fileViolations()).isEmpty();
    }

    @Test
    void dashboard_itsFile_isJson() throws IOException {
        Path file = DeployTree.OURS.root().resolve(Path.of("components", "monitoring", "dashboard.json"));

        assertThat(new ObjectMapper().readTree(file.toFile()).path("panels")).isNotEmpty();
    }

    @Test
    void settings_thoseYetToCome_areNotThereYet() {
        assertThat(SettingRules.known()).contains("AGENCY_SWARM_OFFLINE");
        assertThat(SettingRules.YET_TO_COME)
                .as("the application has these now: take them off the list")
                .doesNotContainAnyElementsOf(SettingRules.known());
    }

    static List<Layer> layers() throws IOException {
        return Layer.all(DeployTree.OURS.root());
    }
}
