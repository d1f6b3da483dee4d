package com.example.parcels;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import jakarta.inject.Singleton;

/** Tools for the application's agents. */
@Singleton
class ParcelTools {

    @Tool("Tells where a parcel is.")
    String findParcel(@P("The parcel's number.") int number) {
        return "Parcel " + number + " is in Bergen.";
    }
}
