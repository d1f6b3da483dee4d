/**
 * Build steps that register reflection, resources and services for native executables, because GraalVM can't detect
 * them. Two steps are for the JVM too: native access for SQLite's library, and a line less in the log. They run when
 * an application with this jar is built; nothing here is used at run time. Other packages have the build steps of
 * their own features. Imports {@code agency} and {@code tool}. Nothing imports this package.
 */
@NullMarked
package io.agencyswarm.nativeimage;

import org.jspecify.annotations.NullMarked;
