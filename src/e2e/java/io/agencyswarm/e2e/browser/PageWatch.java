package io.agencyswarm.e2e.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Records what a page must not do: log an error, throw an uncaught exception, send a request to another host, or
 * violate its Content-Security-Policy (which Chromium logs as an error with the directive).
 */
final class PageWatch {

    /** Requests over the network; data, blobs and blank pages are none. */
    private static final Pattern REQUEST = Pattern.compile("(?:http|ws)s?://([^/?#]+)");

    private final BrowserContext context;
    private final URI home;
    private final @Nullable String tolerated;
    private final List<String> problems = new ArrayList<>();

    private PageWatch(BrowserContext context, URI home, @Nullable String tolerated) {
        this.context = context;
        this.home = home;
        this.tolerated = tolerated;
    }

    /**
     * Watches all pages of {@code context}, including popups and frames, which must stay at {@code home}. Addresses in
     * {@code tolerated} are ignored.
     */
    static PageWatch of(BrowserContext context, URI home, @Nullable String tolerated) {
        PageWatch watch = new PageWatch(context, home, tolerated);
        context.onConsoleMessage(watch::logged);
        context.onWebError(error -> watch.note("uncaught exception: " + error.error()));
        context.onRequest(request -> watch.asked(request.url()));
        context.onPage(page -> page.onWebSocket(socket -> watch.asked(socket.url())));
        return watch;
    }

    /** Returns the findings so far, in order. */
    List<String> problems() {
        // Events arrive while Playwright is called, before the answer to the call.
        context.pages().forEach(page -> page.evaluate("0"));
        return List.copyOf(problems);
    }

    /** Fails if there is a finding. */
    void check() {
        List<String> seen = problems();
        if (!seen.isEmpty()) {
            throw new AssertionError("The page did what no page of ours may do:\n  " + String.join("\n  ", seen));
        }
    }

    private void logged(ConsoleMessage message) {
        if (message.type().equals("error")) {
            note("console error: " + message.text() + " (" + message.location() + ")");
        }
    }

    private void asked(String url) {
        Matcher request = REQUEST.matcher(url);
        if (request.lookingAt() && !request.group(1).equals(home.getAuthority())) {
            note("request to another host: " + url);
        }
    }

    private void note(String problem) {
        if (tolerated == null || !problem.contains(tolerated)) {
            problems.add(problem);
        }
    }
}
