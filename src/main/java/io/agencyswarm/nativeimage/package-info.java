/**
 * Build steps that register reflection, resources and services for native executables, because GraalVM can't detect
 * them, and native access for the JVM. They run when an application with this jar is built; nothing here is used at
 * run time. Imports {@code agency} and {@code tool}. Nothing imports this package.
 */
@NullMarked
package io.agencyswarm.nativeimage;

import org.jspecify.annotations.NullMarked;
