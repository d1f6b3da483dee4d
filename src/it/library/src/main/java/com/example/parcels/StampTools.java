package com.example.parcels;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.ServedTool;
import jakarta.inject.Singleton;

/** A tool only for clients: no agent has it, and nothing injects the bean. */
@Singleton
@ServedTool
class StampTools {

    @Tool("Tells what a stamp costs.")
    String stamp() {
        return "1 euro";
    }
}
