/**
 * Tests of the pages in a real browser, in the Maven profile {@code e2e} only. A test class is a {@code @QuarkusTest}
 * that is also {@link io.agencyswarm.e2e.BrowserTest}: its methods may take a {@code Page}, which looks at the
 * application.
 */
@NullMarked
package io.agencyswarm.e2e;

import org.jspecify.annotations.NullMarked;
