package com.example.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Pages at paths that the jar's service uses too. */
@Path("/")
public class PlaygroundResource {

    /** A page at the playground's path. */
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
