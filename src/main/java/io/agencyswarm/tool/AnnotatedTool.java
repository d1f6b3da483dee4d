package io.agencyswarm.tool;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tool whose properties come from annotations in the application's code. */
interface AnnotatedTool extends Tool {

    /** The values of the annotations. */
    ToolAnnotations annotations();

    @Override
    default boolean failsRun() {
        return annotations().failsRun();
    }

    @Override
    default boolean served() {
        return annotations().served();
    }

    @Override
    default boolean endsTurn() {
        return annotations().endsTurn();
    }

    @Override
    default boolean oneAtATime() {
        return annotations().oneAtATime();
    }

    @Override
    default boolean isEnabled(@Nullable String agent, Map<String, Object> userContext) throws Exception {
        return annotations().isEnabled(agent, userContext);
    }

    @Override
    default Optional<Set<String>> roles() {
        return Optional.ofNullable(annotations().roles());
    }

    @Override
    default Optional<Duration> timeLimit() {
        return Optional.ofNullable(annotations().timeLimit());
    }
}
