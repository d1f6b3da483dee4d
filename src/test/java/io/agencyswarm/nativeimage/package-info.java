/** Tests of what the build steps for a native executable find in an application's classes. */
@NullMarked
package io.agencyswarm.nativeimage;

import org.jspecify.annotations.NullMarked;
