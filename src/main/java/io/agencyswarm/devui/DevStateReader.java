package io.agencyswarm.devui;

import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.run.lifecycle.ActiveRuns;
import io.agencyswarm.store.Store;
import io.agencyswarm.tool.mcp.McpServerRegistry;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Reads the data of the page. */
@Singleton
@IfBuildProfile("dev")
class DevStateReader {

    private final long started = System.currentTimeMillis();
    private final AgencyCatalog catalog;
    private final ModelRouter models;
    private final RecentRuns runs;
    private final Store store;
    private final ActiveRuns activeRuns;
    private final ReplayMemory endedLogs;
    private final McpServerRegistry mcpServers;
    private final Config config;

    @Inject
    DevStateReader(
            AgencyCatalog catalog,
            ModelRouter models,
            RecentRuns runs,
            Store store,
            ActiveRuns activeRuns,
            ReplayMemory endedLogs,
            McpServerRegistry mcpServers,
            Config config) {
        this.catalog = catalog;
        this.models = models;
        this.runs = runs;
        this.store = store;
        this.activeRuns = activeRuns;
        this.endedLogs = endedLogs;
        this.mcpServers = mcpServers;
        this.config = config;
    }

    /** Returns the current data. Blocks, because the store may. */
    DevState read() {
        return new DevState(
                started,
                PageLinks.of(config),
                catalog.agencies().stream()
                        .map(agency -> AgencyView.of(agency, models))
                        .toList(),
                runs.views(),
                StoreView.of(catalog.agencies(), store, activeRuns, endedLogs),
                mcpServers.statuses());
    }
}
