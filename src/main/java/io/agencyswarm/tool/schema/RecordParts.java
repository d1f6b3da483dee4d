package io.agencyswarm.tool.schema;

import java.util.Objects;

/**
 * Checks that a record's components can be read. On a JVM they always can. In a native executable they can only if the
 * record was registered for reflection when the executable was built.
 */
final class RecordParts {

    /** The advice for a record whose components are missing. */
    static final String REGISTER = "in a native executable its components are there only if it was registered when the"
            + " executable was built: annotate the record that is given as the output type, the tool or the arguments"
            + " with @RegisterForReflection(registerFullHierarchy = true)";

    private RecordParts() {}

    /**
     * Checks a type that may be a record.
     *
     * @throws IllegalArgumentException if the record was not registered
     */
    static void check(Class<?> type) {
        if (!type.isRecord()) {
            return;
        }
        try {
            Objects.requireNonNull(type.getRecordComponents());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Error e) {
            // GraalVM throws its own error types, which the JDK does not have.
            throw new IllegalArgumentException(
                    "the components of " + type.getName() + " can't be read: " + REGISTER, e);
        }
    }
}
