package io.agencyswarm.devui;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        PageLinks links,
        List<AgencyView> agencies,
        List<RecentRuns.RunView> runs,
        StoreView store,
        List<McpServerStatus> mcpServers) {}
