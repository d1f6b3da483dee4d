package io.agencyswarm.devui;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.agencyswarm.tool.mcp.McpServerStatus;
import java.util.List;

/**
 * The data of the page.
 *
 * @param started milliseconds since 1970; earlier runs are unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DevState(
        long started,
        Addresses addresses,
        List<AgencyView> agencies,
        List<RecentRuns.RunView> runs,
        @JsonProperty("kept") StoreView store,
        List<McpServerStatus> mcpServers) {}
