package io.agencyswarm.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a test in which the page asks for one address in vain, as is known: it is refused, or not of our making. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Tolerates {

    /** The address or a part of it, as requests and the console's errors name it. */
    String value();
}
