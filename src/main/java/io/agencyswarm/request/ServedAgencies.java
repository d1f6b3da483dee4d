package io.agencyswarm.request;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.lifecycle.AgencyRun;
import io.agencyswarm.run.lifecycle.AgencyRunner;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Finds the agency at an address and starts its runs. */
@Singleton
public class ServedAgencies {

    private final AgencyCatalog catalog;
    private final AgencyRunner runner;

    @Inject
    ServedAgencies(AgencyCatalog catalog, AgencyRunner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    /** Returns the agency at an address; fails with 404 if there is none. */
    public Agency at(String path) {
        return catalog.find(path)
                .orElseThrow(() -> new AgencyException(
                        ErrorCode.NOT_FOUND,
                        "There is no agency at this address. Agencies: "
                                + catalog.agencies().stream()
                                        .map(Agency::path)
                                        .sorted()
                                        .toList()));
    }

    /** Returns the path of an agency, encoded for URLs and headers. */
    public static String address(Agency agency) {
        return "/" + URLEncoder.encode(agency.path(), StandardCharsets.UTF_8);
    }

    /** Starts a run of an agency; see {@link AgencyRunner#start}. */
    public AgencyRunner.StartResult start(Agency agency, RunRequest request, EventEncoder encoder) {
        return runner.start(agency, request, encoder);
    }

    /** Starts a run without an idempotency key. */
    public AgencyRun startWithoutKey(Agency agency, RunRequest request, EventEncoder encoder) {
        return runner.startWithoutKey(agency, request, encoder);
    }
}
