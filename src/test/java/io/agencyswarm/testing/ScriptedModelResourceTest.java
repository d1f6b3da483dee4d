package io.agencyswarm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.item.Item;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.FileUpload;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.ModelTools;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(value = ScriptedModelResource.class, restrictToAnnotatedClass = true)
class ScriptedModelResourceTest {

    @Inject
    ModelRouter models;

    @BeforeEach
    void reset() {
        ScriptedModelServer.current().reset();
    }

    @Test
    void stream_scriptedModel_returnsItsEventsUnchanged() throws InterruptedException {
        assertThat(ask("", "reason hm | text Hello"))
                .isEqualTo(ScriptedModelServer.current().sentEvents().getFirst());
        assertThat(ScriptedModelServer.current().requests())
                .singleElement()
                .satisfies(request -> assertThat(request.authorization()).isEqualTo("Bearer sk-test"));
    }

    @Test
    void ask_modelFailsOnce_isRetriedQuickly() throws InterruptedException {
        assertThat(ask("", "times 2 fail 500 | text ok")).isNotEmpty();
        assertThat(ScriptedModelServer.current().requests()).hasSize(3);
    }

    @Test
    void offlineModels_areAnsweredInTheProcess() throws InterruptedException {
        assertThat(ask("offline/", "text Hello")).hasSize(9);
        assertThat(ScriptedModelServer.current().requests()).isEmpty();
    }

    @Test
    void application_uploadsFilesWholeAndAgainWhereThatFailed(@TempDir Path folder) throws Exception {
        Path content = Files.writeString(folder.resolve("any"), "A note.\n");

        String id = models.upload(new FileUpload("Lead", "gpt-x", "fail-500-2.txt", content, ClientConfig.NONE));

        assertThat(id).startsWith("file-");
        assertThat(ScriptedModelServer.current().requests()).hasSize(3).allSatisfy(request -> {
            UploadedFile file = Objects.requireNonNull(request.file());
            assertThat(file.name()).isEqualTo("fail-500-2.txt");
            assertThat(file.purpose()).isEqualTo("assistants");
            assertThat(file.beginning()).isEqualTo("A note.\n");
        });
    }

    private List<String> ask(String prefix, String script) throws InterruptedException {
        ModelRequest request = new ModelRequest(
                "Lead",
                prefix + "gpt-x",
                "",
                List.of(Item.userMessage(script)),
                ModelTools.NONE,
                ModelSettings.DEFAULTS,
                null,
                ClientConfig.NONE);
        List<String> events = new ArrayList<>();
        try (ModelStream stream = models.open(request)) {
            for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
                events.add(new String(event.json(), StandardCharsets.UTF_8));
            }
        }
        return events;
    }
}
