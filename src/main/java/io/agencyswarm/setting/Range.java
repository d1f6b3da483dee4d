package io.agencyswarm.setting;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The range of a setting that is a number or a duration, in a configuration mapping of this project. It stands before
 * the method's type, or before the type within its {@code Optional}, {@code Map} or {@code List}.
 *
 * <p>It is not a constraint of Bean Validation, because creating its validator takes a fifth of the startup time.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface Range {

    /** The minimum: a number such as {@code 1}, or a duration such as {@code 1ms}. */
    String min();

    /** The maximum, such as {@code 20} or {@code 365d}. If it is empty, there is none. */
    String max() default "";

    /** Whether the minimum, zero, disables what the key sets. The error message says so. */
    boolean zeroDisables() default false;
}
