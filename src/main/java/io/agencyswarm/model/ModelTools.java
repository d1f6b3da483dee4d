package io.agencyswarm.model;

import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.tool.hosted.HostedTool;
import java.util.List;

/**
 * What a model may use.
 *
 * @param functions what this service runs when the model calls it
 * @param hosted what the provider runs itself; empty where the model's client does not take such tools
 * @param codeFiles ids of uploaded files that the provider's own code interpreter is to hold; it is offered where there
 *     are any
 */
public record ModelTools(List<ToolSpec> functions, List<HostedTool> hosted, List<String> codeFiles) {

    /** Nothing. */
    public static final ModelTools NONE = new ModelTools(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public ModelTools {
        functions = List.copyOf(functions);
        hosted = List.copyOf(hosted);
        codeFiles = List.copyOf(codeFiles);
    }
}
