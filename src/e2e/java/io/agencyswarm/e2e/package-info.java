/**
 * What only real programs can show, in the Maven profile {@code e2e} only. The pages in a browser: a
 * {@code @QuarkusTest} that is also {@link io.agencyswarm.e2e.BrowserTest} has methods that may take a {@code Page},
 * which looks at the application. And several processes of the packaged application behind a proxy: tests that are
 * {@link io.agencyswarm.e2e.Packaged}.
 */
@NullMarked
package io.agencyswarm.e2e;

import org.jspecify.annotations.NullMarked;
