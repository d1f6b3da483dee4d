package io.agencyswarm.tool.hosted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.HttpUrl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Creates tools that OpenAI runs. They need an agent with a model of OpenAI: the application does not start if an agent
 * with another model has one.
 */
public final class HostedTools {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** The types of tools that the API's client has to run. */
    private static final Set<String> RUN_BY_THE_CLIENT = Set.of(
            "function",
            "custom",
            "namespace",
            "local_shell",
            "apply_patch",
            "computer",
            "computer_use",
            "computer_use_preview");

    private HostedTools() {}

    /** Searches the web. */
    public static HostedTool.WebSearch webSearch() {
        return new HostedTool.WebSearch(null, List.of());
    }

    /**
     * Searches vector stores.
     *
     * @param vectorStoreIds at least one id, such as {@code vs_123}
     * @throws AgencyException if there is none
     */
    public static HostedTool.FileSearch fileSearch(String... vectorStoreIds) {
        return new HostedTool.FileSearch(List.of(vectorStoreIds), null, false);
    }

    /** Runs Python code in a container that the provider creates. */
    public static HostedTool.CodeInterpreter codeInterpreter() {
        return new HostedTool.CodeInterpreter(List.of());
    }

    /** Makes and changes images. */
    public static HostedTool.ImageGeneration imageGeneration() {
        return new HostedTool.ImageGeneration(Map.of());
    }

    /**
     * Tools of an MCP server that the provider connects to. Calls need no approval unless
     * {@link HostedTool.Mcp#requireApproval()} is set.
     *
     * @param label at most 64 letters, digits, {@code _} and {@code -}
     * @param url the address at which the provider reaches the server, {@code https://…} or {@code http://…}, without a
     *     user and a password
     * @throws AgencyException if the label or the address is not valid
     */
    public static HostedTool.Mcp mcp(String label, String url) {
        if (!LABEL.matcher(label).matches()) {
            throw invalid("HostedTools.mcp: the label \"" + label
                    + "\" is not valid. Use letters, digits, _ and -, 64 at most.");
        }
        if (!isAddress(url)) {
            // The address may hold a password.
            throw invalid("HostedTools.mcp: the address of \"" + label
                    + "\" is not valid. It must begin with http:// or https:// and name a host, without a user."
                    + " Put tokens into header(…) or authorization(…).");
        }
        return new HostedTool.Mcp(label, url, Map.of(), null, List.of(), false);
    }

    /**
     * Creates any other tool that the provider runs, in the form of its API.
     *
     * @param json an object with {@code type}; added to the request unchanged
     * @throws AgencyException if it is not such an object, or has the type of a tool that the API's client has to run
     */
    public static HostedTool of(String json) {
        JsonNode tool;
        try {
            tool = Json.read(json);
        } catch (JsonProcessingException _) {
            // The text may hold secrets, and Jackson quotes it.
            throw invalid("HostedTools.of was given a text that is not JSON. Give it an object such as {\"type\":"
                    + " \"web_search\"}.");
        }
        String type = tool.path("type").isTextual() ? tool.path("type").textValue() : "";
        if (!(tool instanceof ObjectNode object) || type.isBlank()) {
            throw invalid("HostedTools.of was given JSON without a \"type\". Give it an object such as {\"type\":"
                    + " \"web_search\"}.");
        }
        if (RUN_BY_THE_CLIENT.contains(type)) {
            throw invalid("HostedTools.of was given a tool of the type \"" + type
                    + "\", which the provider does not run. Write it as a method with @Tool.");
        }
        return new HostedTool.OtherTool(object);
    }

    private static boolean isAddress(String url) {
        return HttpUrl.parse(url).filter(address -> !address.hasUser()).isPresent();
    }

    private static AgencyException invalid(String sentence) {
        return new AgencyException(ErrorCode.CONFIGURATION, sentence);
    }
}
