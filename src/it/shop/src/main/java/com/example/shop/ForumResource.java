package com.example.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The customers' forum, at a path like that of an agency's threads. */
@Path("/forum/threads")
public class ForumResource {

    /** All threads. */
    @GET
    public String threads() {
        return "pens and paper";
    }
}
