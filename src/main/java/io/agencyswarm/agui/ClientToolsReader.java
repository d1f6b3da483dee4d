package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.FlowTools;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.tool.ToolSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code tools}, which the client runs itself. */
final class ClientToolsReader {

    /** OpenAI's maximum number of tools. */
    private static final int MAX_TOOLS = 128;

    private ClientToolsReader() {}

    /** Reads the tools. Problems are added to {@code body}. */
    static List<ToolSpec> read(FieldReader body, Agency agency, Agent recipient) {
        List<FieldReader> objects = body.objects("tools");
        if (objects.size() > MAX_TOOLS) {
            body.addProblem("Input should have at most " + MAX_TOOLS + " tools", "too_long", "tools");
            return List.of();
        }
        Set<String> names = new HashSet<>();
        Map<String, String> usedNames = objects.isEmpty() ? Map.of() : usedNames(agency, recipient);
        List<ToolSpec> specs = new ArrayList<>();
        for (FieldReader tool : objects) {
            String name = tool.requiredText("name");
            String description = tool.requiredText("description");
            if (!name.isEmpty() && !ToolSpec.isValidName(name)) {
                tool.addProblem(
                        "Input should be 1 to 64 letters of A to Z, digits, _ and -; models accept no other names",
                        "string_pattern_mismatch",
                        "name");
            }
            if (!names.add(name)) {
                tool.addProblem(
                        "Two of your tools have the name \"" + name + "\"; rename one of them", "value_error", "name");
            }
            if (usedNames.containsKey(name)) {
                String owner = usedNames.get(name);
                tool.addProblem(
                        "Agent " + owner + " already has a function \"" + name + "\"; rename your tool",
                        "value_error",
                        "name");
            }
            specs.add(new ToolSpec(name, description, schema(tool)));
        }
        return specs;
    }

    private static ObjectNode schema(FieldReader tool) {
        ObjectNode schema = Json.object().put("type", "object");
        FieldReader parameters = tool.object("parameters");
        if (parameters == null) {
            schema.putObject("properties");
        } else {
            if (!parameters.json().path("type").asText("object").equals("object")) {
                parameters.addProblem(
                        "Input should be 'object'; models accept no other type of parameters", "literal_error", "type");
            }
            schema.setAll(parameters.json());
        }
        return schema;
    }

    /** Returns the names of all functions of the agents that may talk to the user, with their owners. */
    private static Map<String, String> usedNames(Agency agency, Agent recipient) {
        Set<Agent> speakers = new LinkedHashSet<>();
        collect(agency, recipient, speakers);
        Map<String, String> usedNames = new HashMap<>();
        for (Agent speaker : speakers) {
            for (ToolSpec spec : FlowTools.specs(agency, speaker, agency.tools(speaker))) {
                usedNames.putIfAbsent(spec.name(), speaker.name());
            }
        }
        return usedNames;
    }

    private static void collect(Agency agency, Agent agent, Set<Agent> speakers) {
        if (speakers.add(agent)) {
            agency.handoffs(agent).forEach(successor -> collect(agency, successor, speakers));
        }
    }
}
