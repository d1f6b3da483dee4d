package io.agencyswarm.tool;

import org.jspecify.annotations.Nullable;

/**
 * A tool that is written as a record. The record's simple name is the tool's name, and the components are its
 * arguments. Jackson's annotations describe them ({@code @JsonClassDescription}, {@code @JsonPropertyDescription},
 * {@code @JsonProperty} with {@code defaultValue}), Bean Validation's annotations limit them, and {@code @Nullable}
 * makes a component optional.
 */
@FunctionalInterface
public interface ToolClass {

    /**
     * Executes the tool. Runs on a platform thread of a pool, so it may block or compute. It is interrupted when the
     * run is cancelled or its {@link TimeLimit} is exceeded.
     *
     * @return the result, as for {@link Tool#call}
     * @throws Exception if the tool fails, as for {@link Tool#call}
     */
    @Nullable
    Object run(ToolContext context) throws Exception;
}
