package com.example.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Pages at addresses where the service of the jar has pages, too. */
@Path("/")
public class PlaygroundResource {

    /** Where children wait. */
    @GET
    @Path("playground")
    public String playground() {
        return "slides and swings";
    }

    /** A road. */
    @GET
    @Path("redoc")
    public String road() {
        return "to the docks";
    }
}
