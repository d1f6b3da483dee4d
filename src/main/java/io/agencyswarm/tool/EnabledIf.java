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
 * holds. Otherwise models do not see it, and a call of it is refused as a call of an unknown tool.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface EnabledIf {

    /** The class of the condition. It is a bean, {@code @Singleton} if its class has no scope. */
    Class<? extends Condition> value();

    /**
     * Decides whether a tool exists. Called before each model request of an agent that has the tool, by several threads
     * concurrently.
     */
    interface Condition {

        /**
         * Returns whether the tool exists now.
         *
         * @param agent the agent that would call the tool; null if a client calls it directly
         * @param userContext the context that the tools of the run share
         * @throws Exception if the condition fails; then the run fails
         */
        boolean isEnabled(@Nullable String agent, Map<String, Object> userContext) throws Exception;
    }
}
