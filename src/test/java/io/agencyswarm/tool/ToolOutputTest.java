package io.agencyswarm.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolOutputTest {

    private static final String PDF = "data:application/pdf;base64,JVBERi0xLjQK";

    @Test
    void file_dataUrlAsItsAddress_countsAsItsBytes() {
        assertThat(new ToolOutput.File(null, PDF, null, null)).isEqualTo(new ToolOutput.File(PDF, null, null, null));
        assertThatThrownBy(() -> ToolResult.Value.of(new ToolOutput.File(null, PDF, null, null), 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9 bytes, but may have at most 8");
    }

    @Test
    void value_mapWithADataUrlAsTheAddressOfAFile_countsAsItsBytes() throws Exception {
        JsonNode file = Json.object().put("type", "file").put("file_url", PDF);

        JsonNode value = ToolResult.Value.of(List.of("Here:", ToolOutput.text("x"), file), 8)
                .value();

        assertThat(value.get(2).path("text").asText()).startsWith("[An image or file of 9 bytes was left out.");
    }

    @Test
    void file_bytesAndADataUrlAsItsAddress_isRefused() {
        assertThatThrownBy(() -> new ToolOutput.File(PDF, PDF, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must begin with https:// or http://");
    }

    @Test
    void image_ofAnotherType_isRefused() {
        assertThatThrownBy(() -> ToolOutput.image(new byte[3], "image/tiff"))
                .hasMessageContainingAll("image/tiff", "[image/gif, image/jpeg, image/png, image/webp]");
    }
}
