package com.example.parcels;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The application's own answer for unknown paths. */
@Provider
public class NotHere implements ExceptionMapper<NotFoundException> {

    @Override
    public Response toResponse(NotFoundException failure) {
        return Response.status(404).entity("not in this shop").build();
    }
}
