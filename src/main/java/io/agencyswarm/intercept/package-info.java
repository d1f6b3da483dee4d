/**
 * Hooks that may act on a run: a bean that is a {@link io.agencyswarm.intercept.RunInterceptor} may change what goes to a
 * model or a tool and what a tool returned, put a sentence in its place, or end the run. Who only watches is a
 * {@code RunObserver}. Imports {@code item} and {@code error}.
 */
@NullMarked
package io.agencyswarm.intercept;

import org.jspecify.annotations.NullMarked;
