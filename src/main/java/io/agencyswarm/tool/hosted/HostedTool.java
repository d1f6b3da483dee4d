package io.agencyswarm.tool.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tool that the model's provider runs, created by {@link HostedTools}. This service does not call it: the provider
 * runs it while it answers. Immutable; setters return a changed copy.
 */
public sealed interface HostedTool {

    /** The type of MCP servers' tools. */
    String MCP = "mcp";

    /** The tool's type in the API. */
    String type();

    /** The tool's name for {@code toolChoice} and for clients. */
    default String name() {
        return type();
    }

    /** The tool's description for clients. */
    String description();

    /** Returns the tool in the form of the provider's API, including secrets. Returns a new tree at each call. */
    ObjectNode json();

    /** The values of {@code include}: parts of an answer that the API sends only on request. */
    default List<String> include() {
        return List.of();
    }

    /** The tool's type in the agent's metadata, with the names of the original. */
    default String kind() {
        if (type().equals(MCP)) {
            return "HostedMCPTool";
        }
        return Arrays.stream(type().split("_"))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining("", "", "Tool"));
    }

    /** Returns the {@code tool_choice} for a request that must use this tool. */
    default ObjectNode choice() {
        ObjectNode choice = Json.object().put("type", type());
        return type().equals(MCP) ? choice.put("server_label", name()) : choice;
    }

    /** The values of headers, and the access token, which only the provider may see. */
    default List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        ObjectNode json = json();
        json.path("headers").forEach(value -> secrets.add(value.asText()));
        JsonNode token = json.path("authorization");
        if (token.isTextual()) {
            secrets.add(token.textValue());
        }
        return secrets;
    }

    /**
     * Searches the web.
     *
     * @param contextSize how much of the results the model gets; null for the provider's default
     * @param domains the only sites to search; empty for all
     */
    record WebSearch(@Nullable String contextSize, List<String> domains) implements HostedTool {

        /** Copies the list. */
        public WebSearch {
            domains = List.copyOf(domains);
        }

        /** Sets how much of the results the model gets: {@code low}, {@code medium} or {@code high}. */
        public WebSearch context(String size) {
            return new WebSearch(size, domains);
        }

        /** Limits the search to these sites, such as {@code example.org}. */
        public WebSearch domains(String... sites) {
            return new WebSearch(contextSize, List.of(sites));
        }

        @Override
        public String type() {
            return "web_search";
        }

        @Override
        public String description() {
            return "Searches the web.";
        }

        @Override
        public ObjectNode json() {
            ObjectNode json = Json.object().put("type", type());
            if (contextSize != null) {
                json.put("search_context_size", contextSize);
            }
            if (!domains.isEmpty()) {
                domains.forEach(json.putObject("filters").putArray("allowed_domains")::add);
            }
            return json;
        }

        @Override
        public List<String> include() {
            return List.of("web_search_call.action.sources");
        }
    }

    /**
     * Searches vector stores at the provider.
     *
     * @param storeIds the vector stores, at least one
     * @param maxResults the maximum number of results of a search; null for the provider's default
     * @param results whether the answer's items contain the passages that were found
     */
    record FileSearch(List<String> storeIds, @Nullable Integer maxResults, boolean results) implements HostedTool {

        /** Copies the list, which must not be empty. */
        public FileSearch {
            storeIds = List.copyOf(storeIds);
            if (storeIds.isEmpty()) {
                throw invalid(
                        "HostedTools.fileSearch() names no vector store, but needs at least one id, such as vs_123.");
            }
        }

        /** Sets the maximum number of results of a search, 1 to 50. */
        public FileSearch maxResults(int count) {
            if (count < 1 || count > 50) {
                throw invalid("HostedTools.fileSearch(…).maxResults is " + count + ", but must be between 1 and 50.");
            }
            return new FileSearch(storeIds, count, results);
        }

        /** Includes the passages that were found in the answer's items, so that clients see them. */
        public FileSearch withResults() {
            return new FileSearch(storeIds, maxResults, true);
        }

        @Override
        public String type() {
            return "file_search";
        }

        @Override
        public String description() {
            return "Searches the agent's files.";
        }

        @Override
        public ObjectNode json() {
            ObjectNode json = Json.object().put("type", type());
            storeIds.forEach(json.putArray("vector_store_ids")::add);
            return maxResults == null ? json : json.put("max_num_results", maxResults);
        }

        @Override
        public List<String> include() {
            return results ? List.of("file_search_call.results") : List.of();
        }
    }

    /**
     * Runs Python code in a container at the provider.
     *
     * @param fileIds files at the provider to load into the container
     */
    record CodeInterpreter(List<String> fileIds) implements HostedTool {

        /** Copies the list. */
        public CodeInterpreter {
            fileIds = List.copyOf(fileIds);
        }

        /** Sets files at the provider to load into the container, in addition to the attachments of a request. */
        public CodeInterpreter files(String... ids) {
            return new CodeInterpreter(List.of(ids));
        }

        @Override
        public String type() {
            return "code_interpreter";
        }

        @Override
        public String description() {
            return "Runs Python code.";
        }

        @Override
        public ObjectNode json() {
            ObjectNode json = Json.object().put("type", type());
            ObjectNode container = json.putObject("container").put("type", "auto");
            if (!fileIds.isEmpty()) {
                fileIds.forEach(container.putArray("file_ids")::add);
            }
            return json;
        }

        @Override
        public List<String> include() {
            return List.of("code_interpreter_call.outputs");
        }
    }

    /**
     * Makes and changes images.
     *
     * @param options further options, by their names in the API
     */
    record ImageGeneration(Map<String, String> options) implements HostedTool {

        /** Copies the map. */
        public ImageGeneration {
            options = Map.copyOf(options);
        }

        /** Sets the quality, such as {@code low}, {@code medium}, {@code high} or {@code auto}. */
        public ImageGeneration quality(String quality) {
            return with("quality", quality);
        }

        /** Sets the size in pixels, such as {@code 1024x1024}, or {@code auto}. */
        public ImageGeneration size(String size) {
            return with("size", size);
        }

        /** Sets the format: {@code png}, {@code jpeg} or {@code webp}. */
        public ImageGeneration format(String format) {
            return with("output_format", format);
        }

        private ImageGeneration with(String option, String value) {
            Map<String, String> more = new LinkedHashMap<>(options);
            more.put(option, value);
            return new ImageGeneration(more);
        }

        @Override
        public String type() {
            return "image_generation";
        }

        @Override
        public String description() {
            return "Makes and changes images.";
        }

        @Override
        public ObjectNode json() {
            ObjectNode json = Json.object().put("type", type());
            options.forEach(json::put);
            return json;
        }
    }

    /**
     * Tools of an MCP server that the provider connects to.
     *
     * @param label the server's name
     * @param url the address at which the provider reaches it
     * @param headers headers that the provider sends to it
     * @param token an access token; null for none
     * @param allowedTools the only tools to offer; empty for all
     * @param approval whether each call needs approval
     */
    record Mcp(
            String label,
            String url,
            Map<String, String> headers,
            @Nullable String token,
            List<String> allowedTools,
            boolean approval)
            implements HostedTool {

        /** Copies the map and the list. */
        public Mcp {
            headers = Map.copyOf(headers);
            allowedTools = List.copyOf(allowedTools);
        }

        /** Adds a header that the provider sends to the server. Clients and logs do not see its value. */
        public Mcp header(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Mcp(label, url, more, token, allowedTools, approval);
        }

        /** Sets an OAuth access token for the server. Clients and logs do not see it. */
        public Mcp authorization(String accessToken) {
            return new Mcp(label, url, headers, accessToken, allowedTools, approval);
        }

        /** Offers only these tools of the server. */
        public Mcp allowedTools(String... names) {
            return new Mcp(label, url, headers, token, List.of(names), approval);
        }

        /**
         * Requires approval of each call. The run then ends with the event {@code mcp_approval_requested}. To approve,
         * a client sends the request's item and its {@code mcp_approval_response} in {@code chat_history}.
         */
        public Mcp requireApproval() {
            return new Mcp(label, url, headers, token, allowedTools, true);
        }

        @Override
        public String type() {
            return MCP;
        }

        @Override
        public String name() {
            return label;
        }

        @Override
        public String description() {
            return "Tools of the MCP server " + label + ".";
        }

        @Override
        public ObjectNode json() {
            ObjectNode json =
                    Json.object().put("type", type()).put("server_label", label).put("server_url", url);
            if (!headers.isEmpty()) {
                headers.forEach(json.putObject("headers")::put);
            }
            if (token != null) {
                json.put("authorization", token);
            }
            if (!allowedTools.isEmpty()) {
                allowedTools.forEach(json.putArray("allowed_tools")::add);
            }
            return json.put("require_approval", approval ? "always" : "never");
        }

        /** Contains no secrets. The address is left out, because it may hold one. */
        @Override
        public String toString() {
            return "Mcp[label=" + label + "]";
        }
    }

    /** Any other tool. */
    final class OtherTool implements HostedTool {

        private final ObjectNode json;

        OtherTool(ObjectNode json) {
            this.json = json.deepCopy();
        }

        @Override
        public String name() {
            String label = json.path("server_label").asText("");
            return label.isEmpty() ? type() : label;
        }

        @Override
        public String description() {
            return "The provider's tool " + name() + ".";
        }

        @Override
        public String type() {
            return json.path("type").asText();
        }

        @Override
        public ObjectNode json() {
            return json.deepCopy();
        }

        /** Contains no secrets. */
        @Override
        public String toString() {
            return "Other[" + name() + "]";
        }
    }

    private static AgencyException invalid(String sentence) {
        return new AgencyException(ErrorCode.CONFIGURATION, sentence);
    }
}
