package io.agencyswarm.http.docs;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The front page of an application that also has agencies. */
@Path("/")
@IfBuildProfile("host-page")
public class HostPage {

    @GET
    @Operation(hidden = true)
    public String page() {
        return "the host's own";
    }
}
