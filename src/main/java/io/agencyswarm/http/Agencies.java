package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.AgencyRunner;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** From an address and a body to an agency and a run. */
@Singleton
class Agencies {

    private final AgencyCatalog catalog;
    private final AgencyRunner runner;

    @Inject
    Agencies(AgencyCatalog catalog, AgencyRunner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    /** The agency at an address; 404 where there is none. */
    Agency at(String path) {
        return catalog.find(path)
                .orElseThrow(() -> new AgencyException(
                        ErrorCode.NOT_FOUND,
                        "There is no agency at this address. Agencies that are served: "
                                + catalog.agencies().stream()
                                        .map(Agency::path)
                                        .sorted()
                                        .toList()));
    }

    /** A run of the agency at an address, validated and not begun. */
    AgencyRun run(String path, byte[] body, @Nullable String contentType) {
        Agency agency = at(path);
        return runner.run(agency, RunRequestReader.read(JsonBody.read(body, contentType), agency));
    }
}
