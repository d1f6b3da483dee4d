package io.agencyswarm.optional;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class whose beans, producers and observers exist only in applications that have a library. Other classes may inject
 * such a bean as an {@code Instance}, and must not use the library's types themselves. A class that is no bean, but
 * extends a class of the library, is marked too: Quarkus would warn that it does not find that class.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface IfLibrary {

    /** The library. */
    OptionalLibrary value();
}
