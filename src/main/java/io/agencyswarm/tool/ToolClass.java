package io.agencyswarm.tool;

import org.jspecify.annotations.Nullable;

/**
 * A tool written as a record: the components are its arguments, the record's simple name is the tool's name. Jackson's
 * annotations describe them ({@code @JsonClassDescription}, {@code @JsonPropertyDescription}, {@code @JsonProperty}
 * with
 * {@code defaultValue}), Bean Validation's limit them, {@code @Nullable} makes one optional.
 */
@FunctionalInterface
public interface ToolClass {

    /**
     * Does the work, on a platform thread of a pool, so it may block or compute. It is interrupted when the run is
     * cancelled, and past its {@link TimeLimit}.
     *
     * @return the value that goes back to the caller, as for {@link Tool#call}
     * @throws Exception whatever the work fails with, as for {@link Tool#call}
     */
    @Nullable
    Object run(ToolContext context) throws Exception;
}
