package io.agencyswarm.http.docs;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** The general part of the OpenAPI document, and the responses that its endpoints share. */
public final class OpenApiDefinition {

    /** The name of the security scheme. */
    public static final String BEARER = "bearerAuth";

    /** The 401 response. */
    public static final String UNAUTHORIZED = "Unauthorized";

    /** The 403 response. */
    public static final String FORBIDDEN = "Forbidden";

    /** The 404 response. */
    public static final String MISSING = "Missing";

    /** The 409 response. */
    public static final String CONFLICT = "Conflict";

    /** The 413 response. */
    public static final String TOO_LARGE = "TooLarge";

    /** The 422 response. */
    public static final String INVALID = "Invalid";

    /** The 429 response. */
    public static final String TOO_MANY = "TooMany";

    /** The 503 response. */
    public static final String SHUTTING_DOWN = "ShuttingDown";

    /** The 500 response. */
    public static final String FAILED = "Failed";

    private static final String DESCRIPTION = """
            Agencies of cooperating agents. Ask an agency with `get_response`, or with `get_response_stream` to \
            receive the answer as a stream: the first frame, `meta`, has the run's id; unnamed frames are the events \
            of the run; the last two frames are `messages`, with all messages of the run, and `end`. Send \
            `new_messages` back as `chat_history` to continue a conversation. To stop a run, send its id to \
            `cancel_response_stream`: its response and the stream's `messages` frame have the result of the run. \
            Closing the connection cancels the run too.""";

    private static final String FIRST_STEPS = """
            **First steps.** Open `get_metadata` of an agency below, press *Try it out* and *Execute*: it returns \
            the agency's agents and tools. Then do the same with `get_response_stream`, whose example is a complete \
            request, and look at the frames. A 401 means that the service requires a token: press *Authorize* and \
            enter it. A 422 names the field that is not valid. A 500, or a frame with `error`, says what failed and \
            how to fix it, such as a missing key or an unreachable model server. In dev mode, or with \
            `agency-swarm.playground.enabled=true`, [the playground](../) offers the same as a conversation.""";

    private static final List<String> AGENT =
            List.of("label", "description", "isEntryPoint", "toolCount", "tools", "model", "hasSubagents");
    private static final List<String> TOOL = List.of("label", "description", "parentAgent");

    private OpenApiDefinition() {}

    /** Adds the description of the service to a document that describes nothing else. */
    static void describe(OpenAPI document) {
        String build = document.getInfo().getDescription();
        document.getInfo().setDescription((build == null ? DESCRIPTION : build) + FIRST_STEPS);
    }

    /** Adds the components that the endpoints refer to. The document must already have the schemas. */
    static void addTo(OpenAPI document) {
        Components components = document.getComponents();
        components.addSecurityScheme(
                BEARER,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("The service's token, or a token of the configured provider. Not needed if the"
                                + " service is open."));
        components.addResponse(UNAUTHORIZED, answer("The token is missing or not valid.", "Detail"));
        components.addResponse(FORBIDDEN, answer("The caller has none of the required roles.", "Detail"));
        components.addResponse(MISSING, answer("Nothing with this id exists that the caller may see.", "Detail"));
        components.addResponse(CONFLICT, answer("The thread has a live run, or the run has not ended.", "ThreadBusy"));
        components.addResponse(TOO_LARGE, answer("The body or the thread exceeds a size limit.", "Detail"));
        components.addResponse(INVALID, answer("The request is not valid; every problem is listed.", "InvalidRequest"));
        components.addResponse(
                TOO_MANY, answer("The service has reached its maximum of runs, readers or bytes.", "Detail"));
        components.addResponse(SHUTTING_DOWN, answer("The service is shutting down; retry the request.", "Detail"));
        components.addResponse(FAILED, answer("The request failed; the text gives the reason.", "Failure"));
        nodes(components);
    }

    /**
     * Completes the graph's schemas: its types can't express which data a node has, nor which fields are always
     * present.
     */
    private static void nodes(Components components) {
        components.removeSchema("GraphNodes");
        change(components, "NodeData", node -> node.setOneOf(List.of(reference("AgentData"), reference("ToolData"))));
        change(components, "AgentData", agent -> agent.setRequired(AGENT));
        change(components, "ToolData", tool -> tool.setRequired(TOOL));
    }

    private static void change(Components components, String name, Consumer<Schema> change) {
        Optional.ofNullable(components.getSchemas().get(name)).ifPresent(change);
    }

    /** Returns a reference to the schema of a component. */
    static Schema reference(String component) {
        return OASFactory.createSchema().ref("#/components/schemas/" + component);
    }

    private static APIResponse answer(String description, String component) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json", OASFactory.createMediaType().schema(reference(component))));
    }
}
