package io.agencyswarm.optional;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose beans, producers and observers exist only in applications that have a library. Other classes may
 * inject such a bean as an {@code Instance}, and must not use the library's types themselves. A class that extends a
 * class of the library is marked even if it is not a bean, because Quarkus would log a warning that the superclass is
 * missing.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface IfLibrary {

    /** The library. */
    OptionalLibrary value();
}
