package io.agencyswarm.service.host;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The host application's answer for unknown paths. */
@Provider
@IfBuildProfile("host-page")
public class HostNotFound implements ExceptionMapper<NotFoundException> {

    @Override
    public Response toResponse(NotFoundException failure) {
        return Response.status(404)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity("the host has no such page")
                .build();
    }
}
