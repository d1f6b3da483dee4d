package io.agencyswarm.service;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What an application that has agencies besides answers where it has nothing. */
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
