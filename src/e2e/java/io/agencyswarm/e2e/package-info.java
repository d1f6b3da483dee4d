/**
 * What only real programs can show, in the Maven profile {@code e2e} only: several processes of the packaged application
 * behind a proxy, as {@link io.agencyswarm.e2e.Packaged} tests; and the pages in a real browser. A test class is a {@code @QuarkusTest}
 * that is also {@link io.agencyswarm.e2e.BrowserTest}: its methods may take a {@code Page}, which looks at the
 * application.
 */
@NullMarked
package io.agencyswarm.e2e;

import org.jspecify.annotations.NullMarked;
