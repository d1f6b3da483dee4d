package io.agencyswarm.request;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.AgencyRunner;
import io.agencyswarm.run.EventEncoding;
import io.agencyswarm.run.RunRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** From an address to an agency and its runs. */
@Singleton
public class ServedAgencies {

    private final AgencyCatalog catalog;
    private final AgencyRunner runner;

    @Inject
    ServedAgencies(AgencyCatalog catalog, AgencyRunner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    /** The agency at an address; 404 where there is none. */
    public Agency at(String path) {
        return catalog.find(path)
                .orElseThrow(() -> new AgencyException(
                        ErrorCode.NOT_FOUND,
                        "There is no agency at this address. Agencies that are served: "
                                + catalog.agencies().stream()
                                        .map(Agency::path)
                                        .sorted()
                                        .toList()));
    }

    /** Where an agency is: a path, in the form that addresses and headers have it. */
    public static String address(Agency agency) {
        return "/" + URLEncoder.encode(agency.path(), StandardCharsets.UTF_8);
    }

    /** Begins a run of an agency; see {@link AgencyRunner#start}. */
    public AgencyRunner.StartResult start(Agency agency, RunRequest request, EventEncoding encoding) {
        return runner.start(agency, request, encoding);
    }

    /** Begins a run without a key. */
    public AgencyRun begin(Agency agency, RunRequest request, EventEncoding encoding) {
        return runner.begin(agency, request, encoding);
    }
}
