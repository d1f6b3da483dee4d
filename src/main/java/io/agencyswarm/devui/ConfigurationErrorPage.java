package io.agencyswarm.devui;

import io.quarkus.dev.ErrorPageGenerators;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * How dev mode reports a start that the configuration stops: one sentence that says what to do, on the page and in the
 * terminal. Without this, Quarkus writes the sentence as one line among some seventy lines of trace. Other failures
 * stay as Quarkus reports them, because their trace is needed.
 */
final class ConfigurationErrorPage {

    /** A name, because the application's class loader has a class of its own for it. */
    private static final String EXCEPTION = ConfigurationException.class.getName();

    /** The logger of dev mode; a field, because a logger that nobody holds may lose its filter. */
    private static final Logger DEV_MODE = Logger.getLogger("io.quarkus.deployment.dev.IsolatedDevModeMain");

    /** The sentence is also a comment at the top, where people who use curl see it first. */
    private static final String PAGE = """
            <!doctype html>
            <!--
            The service did not start.
            {failure}
            -->
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="refresh" content="3">
            <title>The service did not start</title>
            <style>
            body { font: 1rem/1.6 system-ui, sans-serif; max-width: 45rem; margin: 4rem auto; padding: 0 1rem }
            h1 { font-size: 1.4rem }
            pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border-left: .3rem solid #be2828; padding-left: 1rem }
            </style>
            </head>
            <body>
            <h1>The service did not start</h1>
            <pre>{failure}</pre>
            <p>Correct it and save. This page looks for a change every three seconds.</p>
            </body>
            </html>
            """;

    private ConfigurationErrorPage() {}

    /** Registers the page and the filter. Called at each build in dev mode; Quarkus refuses a second page. */
    static void register() {
        if (ErrorPageGenerators.get(EXCEPTION) == null) {
            ErrorPageGenerators.register(EXCEPTION, ConfigurationErrorPage::page);
        }
        DEV_MODE.setFilter(ConfigurationErrorPage::withoutTrace);
    }

    static String page(Throwable failure) {
        return PAGE.replace("{failure}", escape(sentence(failure)));
    }

    /** Takes the trace off a record about an invalid configuration; passes each record on. */
    static boolean withoutTrace(LogRecord record) {
        Throwable failure = ExceptionUtil.getRootCause(record.getThrown());
        if (failure != null && failure.getClass().getName().equals(EXCEPTION)) {
            record.setMessage("The service did not start. " + sentence(failure));
            record.setThrown(null);
        }
        return true;
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    /** For HTML, and for a comment in it, which two hyphens could end. */
    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("--", "-&#45;");
    }
}
