package com.example.parcels;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The application's own endpoint. */
@Path("/prices/letter")
public class ParcelResource {

    /** The price of a letter. */
    @GET
    public String letter() {
        return "2 euros";
    }
}
