package io.agencyswarm.devui;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agencyswarm.tool.mcp.McpServerStatus;
import java.util.List;

/**
 * All that the page shows.
 *
 * @param started milliseconds since 1970: before that nothing is known of runs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DevState(
        long started,
        Addresses addresses,
        List<AgencyView> agencies,
        List<RecentRuns.RunView> runs,
        StoreView kept,
        List<McpServerStatus> mcpServers) {}
