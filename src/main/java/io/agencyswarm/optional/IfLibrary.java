package io.agencyswarm.optional;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class whose beans, producers and observers exist only in applications that have a library. Other classes may inject
 * such a bean as an {@code Instance}, and must not use the library's types themselves.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface IfLibrary {

    /** The library. */
    OptionalLibrary value();
}
