package io.agencyswarm.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test a page of a new browser context, in which {@code page.navigate("/docs")} opens the application's
 * page. After the test it fails the test if {@link PageWatch} found a violation, and saves a picture of a failed test.
 */
public final class Browsing implements BeforeAllCallback, ParameterResolver, AfterEachCallback {

    private static final double PATIENCE_MILLIS = 20_000;
    private static final Namespace NAMESPACE = Namespace.create(Browsing.class);

    private final Supplier<URI> application;

    /** On the application of {@code @QuarkusTest}. */
    public Browsing() {
        // The value that @TestHTTPResource injects into the fields of tests.
        this(() -> ConfigProvider.getConfig().getValue("test.url", URI.class));
    }

    /** For an application that is looked up when a test requests a page. */
    public Browsing(Supplier<URI> application) {
        this.application = application;
    }

    /** Reports once per class, and not for each of its tests, that there is no browser. */
    @Override
    public void beforeAll(ExtensionContext test) {
        Chromium.executable();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Page.class;
    }

    @Override
    public Page resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(NAMESPACE)
                .computeIfAbsent(Visit.class, _ -> open(test), Visit.class)
                .page();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Visit visit = test.getStore(NAMESPACE).get(Visit.class, Visit.class);
        if (visit == null) {
            return;
        }
        boolean failed = test.getExecutionException().isPresent()
                || !visit.watch().problems().isEmpty();
        if (failed) {
            Evidence.keep(visit.page(), name(test));
        }
        visit.watch().check();
    }

    private static String name(ExtensionContext test) {
        String name = test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName();
        // Each run of a parameterized test has a separate name.
        String run = test.getDisplayName();
        return run.startsWith(test.getRequiredTestMethod().getName()) ? name : name + "." + run;
    }

    private static @Nullable String tolerated(ExtensionContext test) {
        return AnnotationSupport.findAnnotation(test.getRequiredTestMethod(), Tolerates.class)
                .map(Tolerates::value)
                .orElse(null);
    }

    private Visit open(ExtensionContext test) {
        Store all = test.getRoot().getStore(NAMESPACE);
        Browser browser = all.computeIfAbsent(Chromium.class, _ -> Chromium.start(), Chromium.class)
                .browser();
        URI home = application.get();
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setBaseURL(home.toString()));
        PageWatch watch = PageWatch.of(context, home, tolerated(test));
        // Waits end as soon as their condition is true. By default assertions time out after five seconds, which busy
        // machines may need.
        context.setDefaultTimeout(PATIENCE_MILLIS);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        Viewport.DESKTOP.applyTo(page);
        return new Visit(context, page, watch);
    }

    /** A test's browser context, which JUnit closes after the test. */
    private record Visit(BrowserContext context, Page page, PageWatch watch) implements AutoCloseable {

        @Override
        public void close() {
            context.close();
        }
    }
}
