package com.example.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What customers talk about, at an address that is like those of an agency's threads. */
@Path("/forum/threads")
public class ForumResource {

    /** All threads. */
    @GET
    public String threads() {
        return "pens and paper";
    }
}
