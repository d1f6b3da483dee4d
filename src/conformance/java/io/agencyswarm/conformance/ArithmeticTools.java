package io.agencyswarm.conformance;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.ServedTool;
import jakarta.inject.Singleton;

/** A tool that computes. */
@Singleton
@ServedTool
class ArithmeticTools {

    @Tool("Adds two whole numbers.")
    long add(@P("The first number.") long a, @P("The second number.") long b) {
        return Math.addExact(a, b);
    }
}
