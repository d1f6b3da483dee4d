package io.agencyswarm.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** What the OpenAPI document says of the service as a whole, and the answers that its endpoints share. */
final class OpenApiDefinition {

    /** The name of the security scheme. */
    static final String BEARER = "bearerAuth";

    /** The answer 401. */
    static final String UNAUTHORIZED = "Unauthorized";

    /** The answer 403. */
    static final String FORBIDDEN = "Forbidden";

    /** The answer 404. */
    static final String MISSING = "Missing";

    /** The answer 409. */
    static final String CONFLICT = "Conflict";

    /** The answer 413. */
    static final String TOO_LARGE = "TooLarge";

    /** The answer 422. */
    static final String INVALID = "Invalid";

    /** The answer 429. */
    static final String TOO_MANY = "TooMany";

    /** The answer 503. */
    static final String SHUTTING_DOWN = "ShuttingDown";

    /** The answer 500. */
    static final String FAILED = "Failed";

    private static final String DESCRIPTION = """
            Agencies of cooperating agents. Ask an agency with `get_response`, or with `get_response_stream` to see the \
            answer grow: the stream's first frame, `meta`, holds the run's id, unnamed frames tell what the agents do as \
            they do it, and the last two are `messages`, with all that was said, and `end`. Send `new_messages` back as \
            `chat_history` to go on with a conversation. To stop a run, send its id to `cancel_response_stream`: its \
            answer and the stream's own `messages` frame hold what the run came to; closing the connection cancels the \
            run as well.""";

    private static final String FIRST_STEPS = """


            **First steps.** Open `get_metadata` of an agency below, press *Try it out* and *Execute*: it shows the \
            agency's agents and tools. Then do the same with `get_response_stream`, whose example is a whole request, \
            and look at the frames. A 401 means that the service wants its token: press *Authorize* and enter it. A 422 \
            names the field that does not fit; a 500, or a frame with `error`, says what failed and what to do, such as \
            a missing key or a model's server that can't be reached. In dev mode, and where \
            `agency-swarm.playground.enabled` says so, [the playground](../) shows all this as a conversation.""";

    private static final List<String> AGENT =
            List.of("label", "description", "isEntryPoint", "toolCount", "tools", "model", "hasSubagents");
    private static final List<String> TOOL = List.of("label", "description", "parentAgent");

    private OpenApiDefinition() {}

    /** Describes the service as a whole, in a document that is about nothing else. */
    static void describe(OpenAPI document) {
        String build = document.getInfo().getDescription();
        document.getInfo().setDescription((build == null ? DESCRIPTION : build) + FIRST_STEPS);
    }

    /** Adds what the endpoints refer to, to a document that has the schemas already. */
    static void addTo(OpenAPI document) {
        Components components = document.getComponents();
        components.addSecurityScheme(
                BEARER,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                                "The service's token, or one of the provider that it trusts; not needed where it is open."));
        components.addResponse(UNAUTHORIZED, answer("The token is missing or wrong.", "Detail"));
        components.addResponse(FORBIDDEN, answer("The caller has none of the roles that this needs.", "Detail"));
        components.addResponse(MISSING, answer("There is nothing of this id that the caller may see.", "Detail"));
        components.addResponse(
                CONFLICT,
                answer("Something else goes on: the thread has a live run, or the run is not over.", "ThreadBusy"));
        components.addResponse(
                TOO_LARGE, answer("The body, or the thread, is larger than the service takes.", "Detail"));
        components.addResponse(INVALID, answer("The request does not fit; every fault is listed.", "InvalidRequest"));
        components.addResponse(
                TOO_MANY, answer("The service has as many runs, readers or bytes under way as it may.", "Detail"));
        components.addResponse(SHUTTING_DOWN, answer("The service is shutting down; ask again.", "Detail"));
        components.addResponse(FAILED, answer("The request failed; the text says at what.", "Failure"));
        nodes(components);
    }

    /** The graph's own types can't say which of them a node holds, nor what it always has. */
    private static void nodes(Components components) {
        components.removeSchema("GraphNodes");
        change(components, "NodeData", node -> node.setOneOf(List.of(reference("AgentData"), reference("ToolData"))));
        change(components, "AgentData", agent -> agent.setRequired(AGENT));
        change(components, "ToolData", tool -> tool.setRequired(TOOL));
    }

    private static void change(Components components, String name, Consumer<Schema> change) {
        Optional.ofNullable(components.getSchemas().get(name)).ifPresent(change);
    }

    /** The schema of a component. */
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
