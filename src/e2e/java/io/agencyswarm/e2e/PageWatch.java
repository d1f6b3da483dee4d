package io.agencyswarm.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a page must not do, noted while it does it: log an error, throw what nobody catches, ask another host, or try
 * what its Content-Security-Policy forbids (which Chromium logs as an error, with the directive).
 */
final class PageWatch {

    /** What leaves the page at all; data, blobs and blank pages do not. */
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
     * Watches all pages of {@code context}, popups and frames too, which should stay at {@code home}; of
     * {@code tolerated} nothing is noted.
     */
    static PageWatch of(BrowserContext context, URI home, @Nullable String tolerated) {
        PageWatch watch = new PageWatch(context, home, tolerated);
        context.onConsoleMessage(watch::logged);
        context.onWebError(error -> watch.note("uncaught exception: " + error.error()));
        context.onRequest(request -> watch.asked(request.url()));
        context.onPage(page -> page.onWebSocket(socket -> watch.asked(socket.url())));
        return watch;
    }

    /** What was seen until now, in its order. */
    List<String> problems() {
        // Events come in while Playwright is called. What a page did is told before what it answers then.
        context.pages().forEach(page -> page.evaluate("0"));
        return List.copyOf(problems);
    }

    /** Fails when anything was seen. */
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
