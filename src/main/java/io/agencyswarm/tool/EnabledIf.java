package io.agencyswarm.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On a tool method, a bean for all of its tool methods, or a {@link ToolClass}: the tool exists only while a condition
 * holds. Else no model is told of it, and a call of it is refused as that of an unknown tool.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface EnabledIf {

    /** The condition; a bean, {@code @Singleton} where its class has no scope. */
    Class<? extends Condition> value();

    /** Whether a tool exists. Called before each model request of an agent that has the tool, by many threads at a time. */
    interface Condition {

        /**
         * Whether the tool exists now.
         *
         * @param agent the agent that would call the tool, null where a client calls it directly
         * @param userContext what tools of the run share
         * @throws Exception whatever the condition fails with; it ends the run
         */
        boolean isEnabled(@Nullable String agent, Map<String, Object> userContext) throws Exception;
    }
}
