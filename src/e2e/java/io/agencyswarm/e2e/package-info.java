/**
 * End-to-end tests with real programs, only in the Maven profile {@code e2e}. Browser tests: methods of a
 * {@code @QuarkusTest} that is also {@link io.agencyswarm.e2e.BrowserTest} may take a {@code Page} of the application.
 * Tests with several processes of the packaged application behind a proxy: {@link io.agencyswarm.e2e.Packaged}.
 */
@NullMarked
package io.agencyswarm.e2e;

import org.jspecify.annotations.NullMarked;
