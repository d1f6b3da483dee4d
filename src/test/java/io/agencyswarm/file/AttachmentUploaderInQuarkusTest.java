package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attachments in the container, with the default configuration. */
@QuarkusTest
class AttachmentUploaderInQuarkusTest {

    @Inject
    AttachmentUploader attachments;

    @Inject
    FileConfig config;

    @Test
    void attach_nothingIsConfigured_allowsNoFileAndNoHostOfThisMachine() {
        assertThatThrownBy(() -> attachments.attach(Map.of("a.txt", "/etc/hostname"), Service.TARGET))
                .hasMessageContaining("in the service's allowed directories");
        assertThatThrownBy(() -> attachments.attach(Map.of("a.txt", "http://localhost/a.txt"), Service.TARGET))
                .hasMessageContaining("files may not be fetched from it");
    }

    @Test
    void config_nothingIsSet_hasTheDocumentedLimits() {
        assertThat(config.maxBytes()).isEqualTo(64L << 20);
        assertThat(config.maxFiles()).isEqualTo(20);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.totalTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.tempDir()).isEmpty();
    }
}
