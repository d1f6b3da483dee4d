package com.example.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A tool that is no tool of an agent. */
@Path("/tool/hammer")
public class ToolResource {

    /** What it is. */
    @GET
    public String hammer() {
        return "a hammer";
    }
}
