package io.agencyswarm.service.host;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** An endpoint of the host application. */
@Path("/host")
public class HostResource {

    @GET
    @Path("/greeting")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public String text() {
        return "plain";
    }

    @GET
    @Path("/greeting")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(hidden = true)
    public String xml() {
        return "<xml/>";
    }

    @GET
    @Path("/teapot")
    @Operation(hidden = true)
    public String teapot() {
        throw new WebApplicationException(Response.status(418)
                .header("X-Pot", "small")
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity("I am a teapot")
                .build());
    }

    @GET
    @Path("/elsewhere")
    @Operation(hidden = true)
    public String elsewhere() {
        throw new WebApplicationException(
                Response.seeOther(URI.create("/host/greeting")).entity("there").build());
    }

    @GET
    @Path("/private")
    @Authenticated
    @Operation(hidden = true)
    public String forUsers() {
        return "for users";
    }

    @GET
    @Path("/missing")
    @Operation(hidden = true)
    public String missing() {
        throw new NotFoundException();
    }

    @GET
    @Path("/endless")
    @Operation(hidden = true)
    public String endless() {
        throw new StackOverflowError("secret of the host");
    }
}
