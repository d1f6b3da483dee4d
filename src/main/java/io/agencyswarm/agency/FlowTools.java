package io.agencyswarm.agency;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolArguments;
import io.agencyswarm.tool.ToolSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions with which a model uses the agency's flows: their names and descriptions. */
public final class FlowTools {

    /** The definition of a send tool's record; other definitions have the names of classes. */
    private static final String ARGUMENTS = "arguments";

    private static final String OWN_TOOL = "a tool of its own";

    private FlowTools() {}

    /** Returns the name of the function that hands over to {@code agent}. */
    public static String transferToolName(Agent agent) {
        return Item.FunctionCall.transferTo(agent.name());
    }

    /**
     * Returns all functions that a model may call for {@code agent}: its tools, then those that ask other agents, then
     * handoffs.
     *
     * @param tools the agent's tools, with those of MCP servers if they are wanted
     */
    public static List<ToolSpec> specs(Agency agency, Agent agent, List<Tool> tools) {
        List<ToolSpec> specs = new ArrayList<>();
        tools.forEach(tool -> specs.add(tool.spec()));
        agency.sendTools(agent).forEach(tool -> specs.add(sendMessage(tool, agency.recipients(agent, tool))));
        agency.handoffs(agent).forEach(successor -> specs.add(transfer(successor)));
        return specs;
    }

    static void check(Agency agency) {
        for (Agent agent : agency.agents()) {
            Map<String, String> usedNames = new HashMap<>();
            agent.tools().forEach(tool -> usedNames.put(tool.spec().name(), OWN_TOOL));
            agent.hostedTools().forEach(tool -> usedNames.put(tool.name(), OWN_TOOL));
            agency.sharedToolNames().forEach(name -> claim(usedNames, name, "a tool of all agents", agency, agent));
            for (SendTool tool : agency.sendTools(agent)) {
                String recipient = agency.recipients(agent, tool).getFirst().name();
                claim(usedNames, tool.name(), "the send tool of its flow to " + recipient, agency, agent);
            }
            for (Agent successor : agency.handoffs(agent)) {
                claim(usedNames, transferToolName(successor), "its handoff to " + successor.name(), agency, agent);
            }
        }
    }

    private static void claim(Map<String, String> usedNames, String name, String by, Agency agency, Agent agent) {
        String other = usedNames.putIfAbsent(name, by);
        if (other != null) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "In agency \"" + agency.name() + "\", agent " + agent.name() + " has two functions named \"" + name
                            + "\": " + other + " and " + by + ". Rename one of them.");
        }
    }

    /** Returns the function with this name with which an agent asks others; empty if there is none. */
    public static Optional<SendTool> sendTool(Agency agency, Agent agent, String name) {
        return agency.sendTools(agent).stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst();
    }

    private static ToolSpec sendMessage(SendTool tool, List<Agent> recipients) {
        StringBuilder description = new StringBuilder(tool.description()).append("\n\nAgents that can be asked:");
        ArrayNode names = Json.array();
        for (Agent recipient : recipients) {
            names.add(recipient.name());
            description.append("\n- ").append(recipient.name());
            if (!recipient.description().isEmpty()) {
                description.append(": ").append(recipient.description());
            }
        }
        ObjectNode schema = closedObject();
        ObjectNode properties = schema.putObject("properties");
        text(properties, SendTool.RECIPIENT, "Name of the agent to ask.").set("enum", names);
        text(properties, SendTool.MESSAGE, "What the agent is to do, with all it must know from this conversation.");
        text(properties, SendTool.INSTRUCTIONS, "How to go about it, for this message only; empty if nothing.");
        ArrayNode required = schema.putArray("required")
                .add(SendTool.RECIPIENT)
                .add(SendTool.MESSAGE)
                .add(SendTool.INSTRUCTIONS);
        if (tool.arguments() != null) {
            ObjectNode further = furtherArguments(tool.arguments());
            properties.setAll((ObjectNode) further.path("properties"));
            further.path("required").forEach(required::add);
            if (further.has("$defs")) {
                schema.set("$defs", further.get("$defs"));
            }
        }
        return new ToolSpec(tool.name(), description.toString(), schema);
    }

    /**
     * Returns the schema of a record whose properties become those of another schema. A record that contains itself
     * refers to the root schema, so the root schema becomes a definition.
     */
    private static ObjectNode furtherArguments(Class<? extends Record> type) {
        ObjectNode schema = ToolArguments.schema(type).deepCopy();
        List<ObjectNode> references = schema.findParents("$ref").stream()
                .filter(parent -> parent.get("$ref").asText().equals("#"))
                .map(ObjectNode.class::cast)
                .toList();
        if (!references.isEmpty()) {
            ObjectNode definitions = schema.withObjectProperty("$defs");
            references.forEach(reference -> reference.put("$ref", "#/$defs/" + ARGUMENTS));
            definitions.set(ARGUMENTS, schema.deepCopy().without("$defs"));
        }
        return schema;
    }

    private static ToolSpec transfer(Agent successor) {
        String description =
                "Hands the conversation over to the agent " + successor.name() + ", who answers from then on."
                        + (successor.description().isEmpty() ? "" : " " + successor.description());
        ObjectNode schema = closedObject();
        schema.putObject("properties");
        return new ToolSpec(transferToolName(successor), description, schema);
    }

    private static ObjectNode closedObject() {
        return Json.object().put("type", "object").put("additionalProperties", false);
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }
}
