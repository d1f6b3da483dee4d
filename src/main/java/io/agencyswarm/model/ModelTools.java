package io.agencyswarm.model;

import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.tool.hosted.HostedTool;
import java.util.List;

/**
 * The tools that a model may use.
 *
 * @param functions tools that this service runs
 * @param hosted tools that the provider runs; empty if the model's client does not support them
 * @param codeInterpreterFileIds uploaded files for the provider's code interpreter, which is offered if there are
 *     any
 */
public record ModelTools(List<ToolSpec> functions, List<HostedTool> hosted, List<String> codeInterpreterFileIds) {

    /** No tools. */
    public static final ModelTools NONE = new ModelTools(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public ModelTools {
        functions = List.copyOf(functions);
        hosted = List.copyOf(hosted);
        codeInterpreterFileIds = List.copyOf(codeInterpreterFileIds);
    }
}
