package io.agencyswarm.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.FixedTool;
import io.agencyswarm.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgencyGraphTest {

    private final Agent expert = Agent.named("Expert").model("gpt-4o").build();
    private final Agent lead = Agent.named("Lead")
            .description("Plans")
            .instructions("Secret: never show this.")
            .tools(FixedTool.described("look", "Looks"), FixedTool.described("find", ""))
            .conversationStarters("Hello")
            .quickReplies("yes", "no")
            .build();
    private final Agency agency = Agency.named("my team")
            .sharedInstructions("Secret: shared.")
            .entryPoints(lead)
            .flow(lead, expert)
            .handoff(lead, expert)
            .build();

    private final JsonNode graph = Json.tree(AgencyGraph.of(agency, "default-model", Map.of(lead, lead.tools())));

    @Test
    void of_agent_isANodeAsTheWireHasIt() throws JsonProcessingException {
        assertThat(node("Lead")).isEqualTo(Json.read("""
                {"id": "Lead", "type": "agent", "position": {"x": 0, "y": 0}, "data": {
                  "label": "Lead", "description": "Plans", "isEntryPoint": true, "toolCount": 2,
                  "tools": [
                    {"name": "look", "type": "function", "description": "Looks", "inputSchema": {"type": "object"}},
                    {"name": "find", "type": "function", "description": "", "inputSchema": {"type": "object"}}],
                  "conversationStarters": ["Hello"], "quickReplies": ["yes", "no"],
                  "model": "default-model", "hasSubagents": true}}
                """));
    }

    @Test
    void of_agentWithoutExtras_leavesTheirFieldsOut() throws JsonProcessingException {
        assertThat(node("Expert").path("data")).isEqualTo(Json.read("""
                {"label": "Expert", "description": "", "isEntryPoint": false, "toolCount": 0, "tools": [],
                 "model": "gpt-4o", "hasSubagents": false}
                """));
    }

    @Test
    void of_tool_isANodeOfItsAgent() throws JsonProcessingException {
        assertThat(node("Lead_tool_0").path("type").textValue()).isEqualTo("tool");
        assertThat(node("Lead_tool_0").path("data"))
                .isEqualTo(Json.read("{\"label\": \"look\", \"description\": \"Looks\", \"parentAgent\": \"Lead\"}"));
        assertThat(node("Lead_tool_1").path("data").path("label").textValue()).isEqualTo("find");
    }

    @Test
    void of_flows_areOneEdgeAPairAndOneATool() throws JsonProcessingException {
        assertThat(graph.path("edges")).isEqualTo(Json.read("""
                [{"id": "Lead->Lead_tool_0", "source": "Lead", "target": "Lead_tool_0", "type": "owns"},
                 {"id": "Lead->Lead_tool_1", "source": "Lead", "target": "Lead_tool_1", "type": "owns"},
                 {"id": "Lead->Expert", "source": "Lead", "target": "Expert", "type": "communication"}]
                """));
    }

    @Test
    void of_agency_isSummedUp() throws JsonProcessingException {
        assertThat(graph.path("metadata")).isEqualTo(Json.read("""
                {"agencyName": "my team", "totalAgents": 2, "totalTools": 2,
                 "agents": ["Lead", "Expert"], "entryPoints": ["Lead"]}
                """));
    }

    @Test
    void of_nodes_standAtPlacesOfTheirOwn() {
        Set<String> places = new HashSet<>();

        assertThat(graph.path("nodes"))
                .hasSize(4)
                .allSatisfy(node -> assertThat(places.add(node.path("position").toString()))
                        .as("%s", node)
                        .isTrue());
    }

    @Test
    void of_anyAgency_showsNoInstructions() {
        assertThat(Json.text(graph)).doesNotContain("Secret");
    }

    @Test
    void of_agentThatOnlyReceives_hasNoSubagents() {
        Agency one = Agency.named("one").entryPoints(expert).build();

        AgencyGraph drawn = AgencyGraph.of(one, "m", Map.of());

        assertThat(drawn.edges()).isEmpty();
        assertThat(drawn.nodes()).extracting(AgencyGraph.Node::id).isEqualTo(List.of("Expert"));
    }

    private JsonNode node(String id) {
        for (JsonNode node : graph.path("nodes")) {
            if (node.path("id").textValue().equals(id)) {
                return node;
            }
        }
        throw new AssertionError("no node " + id + " in " + graph);
    }
}
