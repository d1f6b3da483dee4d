/**
 * The browser of the tests: methods of a {@code @QuarkusTest} that is also
 * {@link io.agencyswarm.e2e.browser.BrowserTest} may take a {@code Page} of the application. Pictures, accessibility
 * and what a page must not do are checked here.
 */
@NullMarked
package io.agencyswarm.e2e.browser;

import org.jspecify.annotations.NullMarked;
