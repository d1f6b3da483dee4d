package io.agencyswarm.tool.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostedToolsTest {

    private static final String SECRET = "0123456789-secret";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org/mcp",
                "file:///etc/passwd",
                "https://",
                "https://user:0123456789-secret@example.org/mcp",
                "https://example.org/m cp?0123456789-secret"
            })
    void mcp_addressThatIsNotValid_isRefusedWithoutTheAddress(String url) {
        assertThatThrownBy(() -> HostedTools.mcp("docs", url))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("the address of \"docs\" is not valid")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void mcp_labelThatIsNotValid_isRefused() {
        assertThatThrownBy(() -> HostedTools.mcp("my docs", "https://example.org/mcp"))
                .hasMessageContaining("the label \"my docs\" is not valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"function", "custom", "local_shell", "apply_patch", "computer_use_preview"})
    void of_toolThatItsCallerRuns_isRefused(String type) {
        assertThatThrownBy(() -> HostedTools.of("{\"type\":\"" + type + "\"}"))
                .hasMessageContaining("the type \"" + type + "\"")
                .hasMessageContaining("@Tool");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"type\":1}", "{\"type\":\"\"}", "{\"headers\":\"0123456789-secret"})
    void of_noTool_isRefusedWithoutItsText(String json) {
        assertThatThrownBy(() -> HostedTools.of(json))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("HostedTools.of was given")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void of_toolThatIsNew_goesAsItIs() {
        HostedTool tool = HostedTools.of("{\"type\":\"dream_reader\",\"depth\":3}");

        assertThat(tool.name()).isEqualTo("dream_reader");
        assertThat(tool.kind()).isEqualTo("DreamReaderTool");
        assertThat(tool.json().toString()).isEqualTo("{\"type\":\"dream_reader\",\"depth\":3}");
        assertThat(tool.choice().toString()).isEqualTo("{\"type\":\"dream_reader\"}");
    }

    @Test
    void secrets_ofHostedTools_areListedAndNotInText() {
        HostedTool mcp = HostedTools.mcp("docs", "https://example.org/mcp")
                .header("X-Key", SECRET)
                .authorization(SECRET + "-2");
        HostedTool other = HostedTools.of(
                "{\"type\":\"mcp\",\"server_label\":\"more\",\"headers\":{\"X-Key\":\"" + SECRET + "\"}}");

        assertThat(mcp.secrets()).containsExactly(SECRET, SECRET + "-2");
        assertThat(other.secrets()).containsExactly(SECRET);
        assertThat(mcp.toString() + other).doesNotContain(SECRET);
        assertThat(other.name()).isEqualTo("more");
        assertThat(other.kind()).isEqualTo("HostedMCPTool");
    }

    @Test
    void fileSearch_withoutAStoreOrWithOddCount_isRefused() {
        assertThatThrownBy(HostedTools::fileSearch).hasMessageContaining("names no vector store");
        assertThatThrownBy(() -> HostedTools.fileSearch("vs_1").maxResults(51))
                .hasMessageContaining("is 51, but must be between 1 and 50");
    }
}
