package io.agencyswarm.agency;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Json;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions by which a model uses the agency's flows: how they are named and described. */
public final class FlowTools {

    /** The function that asks another agent. */
    public static final String SEND_MESSAGE = "send_message";

    private static final String TRANSFER_TO = "transfer_to_";

    private static final String OWN_TOOL = "a tool of its own";

    private FlowTools() {}

    /** The name of the function that hands over to {@code agent}. */
    public static String transferTo(Agent agent) {
        return TRANSFER_TO + agent.name().replaceAll("[^A-Za-z0-9_-]", "_");
    }

    /**
     * All that a model may call for {@code agent}: its tools, then {@code send_message}, then handoffs.
     *
     * @param tools the agent's, those of MCP servers included where they are wanted
     */
    public static List<ToolSpec> specs(Agency agency, Agent agent, List<Tool> tools) {
        List<ToolSpec> specs = new ArrayList<>();
        tools.forEach(tool -> specs.add(tool.spec()));
        List<Agent> recipients = agency.recipients(agent);
        if (!recipients.isEmpty()) {
            specs.add(sendMessage(recipients));
        }
        agency.handoffs(agent).forEach(successor -> specs.add(transfer(successor)));
        return specs;
    }

    static void check(Agency agency) {
        for (Agent agent : agency.agents()) {
            Map<String, String> taken = new HashMap<>();
            agent.tools().forEach(tool -> taken.put(tool.spec().name(), OWN_TOOL));
            agent.hostedTools().forEach(tool -> taken.put(tool.name(), OWN_TOOL));
            agency.sharedToolNames().forEach(name -> claim(taken, name, "a tool of all agents", agency, agent));
            if (!agency.recipients(agent).isEmpty()) {
                claim(taken, SEND_MESSAGE, "its message flows", agency, agent);
            }
            for (Agent successor : agency.handoffs(agent)) {
                claim(taken, transferTo(successor), "its handoff to " + successor.name(), agency, agent);
            }
        }
    }

    private static void claim(Map<String, String> taken, String name, String by, Agency agency, Agent agent) {
        String other = taken.putIfAbsent(name, by);
        if (other != null) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "In agency \"" + agency.name() + "\", agent " + agent.name() + " has two functions named \"" + name
                            + "\": " + other + " and " + by + ". Rename the tool or the agent.");
        }
    }

    private static ToolSpec sendMessage(List<Agent> recipients) {
        StringBuilder description =
                new StringBuilder("Asks another agent and returns its answer. Agents that can be asked:");
        ArrayNode names = Json.object().arrayNode();
        for (Agent recipient : recipients) {
            names.add(recipient.name());
            description.append("\n- ").append(recipient.name());
            if (!recipient.description().isEmpty()) {
                description.append(": ").append(recipient.description());
            }
        }
        ObjectNode schema = closedObject();
        ObjectNode properties = schema.putObject("properties");
        text(properties, "recipient_agent", "Name of the agent to ask.").set("enum", names);
        text(properties, "message", "What the agent is to do, with all it must know from this conversation.");
        text(properties, "additional_instructions", "How to go about it, for this message only; empty if nothing.");
        schema.putArray("required").add("recipient_agent").add("message").add("additional_instructions");
        return new ToolSpec(SEND_MESSAGE, description.toString(), schema);
    }

    private static ToolSpec transfer(Agent successor) {
        String description =
                "Hands the conversation over to the agent " + successor.name() + ", who answers from then on."
                        + (successor.description().isEmpty() ? "" : " " + successor.description());
        ObjectNode schema = closedObject();
        schema.putObject("properties");
        return new ToolSpec(transferTo(successor), description, schema);
    }

    private static ObjectNode closedObject() {
        return Json.object().put("type", "object").put("additionalProperties", false);
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }
}
