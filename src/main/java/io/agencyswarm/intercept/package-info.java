/**
 * Hooks that change runs: a bean that is a {@link io.agencyswarm.intercept.RunInterceptor} may change the input of a
 * model or a tool and the output of a tool, replace it with a sentence, or end the run. A {@code RunObserver} only
 * observes. Imports {@code error} and {@code item}.
 */
@NullMarked
package io.agencyswarm.intercept;

import org.jspecify.annotations.NullMarked;
