/**
 * The agencies that a fresh clone serves, to look at and to copy from. They answer on the offline model too, by the
 * scripts in {@link io.agencyswarm.demo.DemoScripts}. The jar's bean index leaves this package out, so applications
 * that have the jar as a dependency do not serve them.
 */
@NullMarked
package io.agencyswarm.demo;

import org.jspecify.annotations.NullMarked;
