package com.example.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A tool in the shop's sense, not a tool of an agent. */
@Path("/tool/hammer")
public class ToolResource {

    /** What it is. */
    @GET
    public String hammer() {
        return "a hammer";
    }
}
