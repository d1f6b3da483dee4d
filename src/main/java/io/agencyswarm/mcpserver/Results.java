package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;

/**
 * What answers with a result have in a revision.
 *
 * @param server name and version of the service
 */
record Results(Revision revision, ObjectNode server) {

    private static final int HOUR_MILLIS = 3_600_000;

    /** The answer to a request; the result is changed. */
    ObjectNode answer(JsonNode id, ObjectNode result) {
        if (revision == Revision.STATELESS) {
            result.put("resultType", "complete");
            result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", server);
        }
        ObjectNode answer = Json.object().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.set("result", result);
        return answer;
    }

    /** What the server can do, for a client that makes the handshake. */
    ObjectNode handshake(String asked) {
        ObjectNode result =
                Json.object().put("protocolVersion", Revision.negotiated(asked).version());
        result.putObject("capabilities").putObject("tools");
        result.set("serverInfo", server);
        return result;
    }

    /** The same for a client that makes none. */
    ObjectNode discovery() {
        ObjectNode result = Json.object();
        result.set("supportedVersions", Revision.versions());
        result.putObject("capabilities").putObject("tools");
        return result.put("ttlMs", HOUR_MILLIS).put("cacheScope", "public");
    }

    /** A list that is another one for another caller, and may be another one at any time. */
    ObjectNode list(Iterable<OfferedTool> tools) {
        ObjectNode result = Json.object();
        var array = result.putArray("tools");
        tools.forEach(tool -> array.add(tool.definition()));
        return revision == Revision.STATELESS ? result.put("ttlMs", 0).put("cacheScope", "private") : result;
    }
}
