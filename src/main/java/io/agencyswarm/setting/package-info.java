/**
 * The ranges of settings. {@link io.agencyswarm.setting.Range} declares one, and startup fails if a value is outside of
 * it. Imports nothing of this project.
 */
@NullMarked
package io.agencyswarm.setting;

import org.jspecify.annotations.NullMarked;
