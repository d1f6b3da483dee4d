package io.agencyswarm.tool;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tool whose properties come from annotations in the application's code. */
interface AnnotatedTool extends Tool {

    /** The values of the annotations. */
    ToolAnnotations marks();

    @Override
    default boolean failsRun() {
        return marks().failsRun();
    }

    @Override
    default boolean served() {
        return marks().served();
    }

    @Override
    default boolean endsTurn() {
        return marks().endsTurn();
    }

    @Override
    default boolean oneAtATime() {
        return marks().oneAtATime();
    }

    @Override
    default boolean isEnabled(@Nullable String agent, Map<String, Object> userContext) throws Exception {
        return marks().isEnabled(agent, userContext);
    }

    @Override
    default Optional<Set<String>> roles() {
        return Optional.ofNullable(marks().roles());
    }

    @Override
    default Optional<Duration> timeLimit() {
        return Optional.ofNullable(marks().timeLimit());
    }
}
