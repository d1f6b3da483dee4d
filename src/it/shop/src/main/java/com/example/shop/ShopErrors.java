package com.example.shop;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The shop's error responses. */
@Provider
public class ShopErrors implements ExceptionMapper<NotFoundException> {

    @Override
    public Response toResponse(NotFoundException e) {
        return Response.status(404)
                .type("text/html")
                .entity("<h1>Not in this shop</h1>")
                .build();
    }

    /** An error that only the shop has. */
    @ServerExceptionMapper
    public Response soldOut(SoldOutException e) {
        return Response.status(409).type("text/plain").entity(e.getMessage()).build();
    }
}
