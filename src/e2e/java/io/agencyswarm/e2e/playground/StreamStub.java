package io.agencyswarm.e2e.playground;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;

/**
 * Replaces the streams that the page requests by scripted ones that the service would not send. They are created in the
 * page, frame by frame.
 */
record StreamStub(Page page) {

    private static final String FETCH = """
            const ask = window.fetch;
            const encoder = new TextEncoder();
            window.fetch = (url, options) => {
              if (!String(url).endsWith('/get_response_stream')) {
                return ask(url, options);
              }
              const body = new ReadableStream({ start: (controller) => { window.stream = controller; } });
              return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }));
            };
            window.frame = (data, event) => window.stream.enqueue(encoder.encode(
              (event ? `event: ${event}\\n` : '') + `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\\n\\n`));
            window.step = (data) => window.frame({ data });
            window.piece = (data, origin) => window.step({ type: 'raw_response_event', data, item_id: data.item_id, ...origin });
            window.over = (items, usage) => {
              window.frame({ new_messages: items, run_id: 'run', cancelled: false, usage: usage ?? null }, 'messages');
              window.frame('[DONE]', 'end');
              window.stream.close();
            };
            """;

    /** Must be called before the page is opened. */
    static StreamStub of(Page page) {
        page.addInitScript(FETCH);
        return new StreamStub(page);
    }

    /** Sends a message and starts its stream. */
    void ask(PlaygroundSession playground, String message) {
        playground.message().fill(message);
        playground.message().press("Enter");
        run("""
                while (!window.stream) await new Promise((later) => setTimeout(later, 10));
                frame({ run_id: 'run' }, 'meta');
                """);
    }

    /** Runs JavaScript with the stream. */
    Object run(String script) {
        return page.evaluate("async () => {" + script + "}");
    }

    /** Answers the next requests for streams with an error status. */
    static void refuse(Page page, int status, String body, String type, List<String> retryAfter) {
        page.route("**/get_response_stream", route -> {
            Route.FulfillOptions answer = new Route.FulfillOptions()
                    .setStatus(status)
                    .setContentType(type)
                    .setBody(body);
            if (!retryAfter.isEmpty()) {
                answer.setHeaders(java.util.Map.of("Retry-After", retryAfter.getFirst(), "Content-Type", type));
            }
            route.fulfill(answer);
        });
    }
}
