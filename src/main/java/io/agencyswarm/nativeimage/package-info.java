/**
 * What a native executable must be told, because GraalVM can't see it, and the JVM of native libraries: build steps of
 * each application with this jar, and nothing at run time. Imports {@code tool} and {@code agency}; nothing imports it.
 */
@NullMarked
package io.agencyswarm.nativeimage;

import org.jspecify.annotations.NullMarked;
