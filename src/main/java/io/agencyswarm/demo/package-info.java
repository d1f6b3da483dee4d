/**
 * The agencies that a fresh clone serves, as examples. They answer on the offline model too, with the scripts in
 * {@link io.agencyswarm.demo.DemoScripts}. The jar's bean index omits this package, so applications that depend on the
 * jar do not serve them. Imports {@code agency}, {@code model} and {@code tool}.
 */
@NullMarked
package io.agencyswarm.demo;

import org.jspecify.annotations.NullMarked;
