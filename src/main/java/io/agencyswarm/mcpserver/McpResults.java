package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;

/**
 * Writes responses with a result, in the format of a protocol revision.
 *
 * @param server the name and version of the service
 */
record McpResults(Revision revision, ObjectNode server) {

    private static final int HOUR_MILLIS = 3_600_000;

    /** Returns the response to a request. Adds fields to {@code result}. */
    ObjectNode response(JsonNode id, ObjectNode result) {
        if (revision.isStateless()) {
            result.put("resultType", "complete");
            result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", server);
        }
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        response.set("id", id);
        response.set("result", result);
        return response;
    }

    /** Returns the result of {@code initialize}. */
    ObjectNode handshake(String version) {
        ObjectNode result =
                Json.object().put("protocolVersion", Revision.negotiate(version).version());
        result.putObject("capabilities").putObject("tools");
        result.set("serverInfo", server);
        return result;
    }

    /** Returns the result of {@code server/discover}. */
    ObjectNode discovery() {
        ObjectNode result = Json.object();
        result.set("supportedVersions", Revision.versions());
        result.putObject("capabilities").putObject("tools");
        return result.put("ttlMs", HOUR_MILLIS).put("cacheScope", "public");
    }

    /**
     * Returns the result of {@code tools/list}. Clients may not cache it: it depends on the caller and on the tools'
     * conditions.
     */
    ObjectNode list(Iterable<OfferedTool> tools) {
        ObjectNode result = Json.object();
        var array = result.putArray("tools");
        tools.forEach(tool -> array.add(tool.definition()));
        return revision.isStateless() ? result.put("ttlMs", 0).put("cacheScope", "private") : result;
    }
}
