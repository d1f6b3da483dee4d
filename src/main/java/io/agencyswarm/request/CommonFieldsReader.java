package io.agencyswarm.request;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.item.Conversation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the fields that all requests that start a run have in common. */
@Singleton
public class CommonFieldsReader {

    private final ClientConfigReader clientConfigs;
    private final Caller caller;

    @Inject
    CommonFieldsReader(ClientConfigReader clientConfigs, Caller caller) {
        this.clientConfigs = clientConfigs;
        this.caller = caller;
    }

    /** Reads the fields of a body. Problems are added to {@code fields}. */
    public CommonFields read(FieldReader fields) {
        @Nullable String instructions = fields.text("additional_instructions");
        return new CommonFields(
                Conversation.of(fields.objects("chat_history").stream()
                        .map(FieldReader::json)
                        .toList()),
                instructions == null ? "" : instructions,
                caller.withPrincipal(fields.values("user_context")),
                fields.texts("file_ids"),
                fields.textsByName("file_urls"),
                clientConfigs.read(fields));
    }

    /** Returns the agent that answers: {@code recipient_agent}, or the first entry point if the field is absent. */
    public static Agent recipient(FieldReader fields, Agency agency) {
        @Nullable String name = fields.text("recipient_agent");
        Agent firstEntryPoint = agency.entryPoints().getFirst();
        if (name == null) {
            return firstEntryPoint;
        }
        Optional<Agent> agent = agency.agent(name);
        if (agent.isEmpty()) {
            List<String> names = agency.agents().stream().map(Agent::name).toList();
            String problem = "Agency " + agency.name() + " has no agent \"" + name + "\"; its agents are " + names;
            fields.addProblem(problem, "value_error", "recipient_agent");
        }
        return agent.orElse(firstEntryPoint);
    }
}
