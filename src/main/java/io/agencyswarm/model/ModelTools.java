package io.agencyswarm.model;

import io.agencyswarm.tool.ToolSpec;
import java.util.List;

/**
 * What a model may use.
 *
 * @param functions what this service runs when the model calls it
 * @param codeFiles ids of uploaded files that the provider's own code interpreter is to hold; it is offered where there
 *     are any
 */
public record ModelTools(List<ToolSpec> functions, List<String> codeFiles) {

    /** Nothing. */
    public static final ModelTools NONE = new ModelTools(List.of(), List.of());

    /** Copies the lists. */
    public ModelTools {
        functions = List.copyOf(functions);
        codeFiles = List.copyOf(codeFiles);
    }
}
