package io.agencyswarm.request;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Finds the agency at a path, and the path of an agency. */
@Singleton
public class ServedAgencies {

    private final AgencyCatalog catalog;
    private final EndpointPrefix prefix;

    @Inject
    ServedAgencies(AgencyCatalog catalog, EndpointPrefix prefix) {
        this.catalog = catalog;
        this.prefix = prefix;
    }

    /** Returns the agency at a path, as the URL has it; fails with 404 if there is none. */
    public Agency at(String path) {
        return catalog.find(path)
                .orElseThrow(() -> new AgencyException(
                        ErrorCode.NOT_FOUND,
                        "There is no agency at this path. Agencies: "
                                + catalog.agencies().stream()
                                        .map(Agency::path)
                                        .sorted()
                                        .toList()));
    }

    /** Returns the path of an agency from the server's root, encoded for URLs and headers. */
    public String path(Agency agency) {
        return prefix.value() + "/" + URLEncoder.encode(agency.path(), StandardCharsets.UTF_8);
    }
}
