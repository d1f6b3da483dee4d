package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.browser.Axe;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Pictures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The progress and the pictures of tools in their cards. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundToolsTest {

    private static final String ITEMS = """
            const lead = { agent: 'Concierge', callerAgent: null, agent_run_id: 'r1' };
            const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
            const call = (id, name) => ({ type: 'function_call', id: 'fc_' + id, call_id: id, name, arguments: '{}' });
            const output = (id, value) => ({ type: 'function_call_output', call_id: id, output: value });
            const drawn = output('b', [{ type: 'input_text', text: 'Drawn.' },
              { type: 'input_image', image_url: 'data:image/png;base64,' + png, detail: 'auto' },
              { type: 'input_image', image_url: 'https://example.org/a.png' }]);
            const returned = (item) => step({ type: 'run_item_stream_event', name: 'tool_output', ...lead,
              item: { type: 'tool_call_output_item', raw_item: item, output: null } });
            const items = [{ type: 'message', role: 'user', content: 'Go', ...lead }, { ...call('a', 'search'), ...lead },
              { ...call('b', 'draw'), ...lead }, { ...output('a', 'Found.'), ...lead }, { ...drawn, ...lead }];
            """;

    @Test
    void progress_ofATool_isInItsCardWhileItRuns(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Go");
        stream.run(ITEMS + """
                step({ type: 'agent_updated_stream_event', new_agent: { name: 'Concierge' }, ...lead });
                piece({ type: 'response.output_item.done', item: call('a', 'search') }, lead);
                piece({ type: 'response.output_item.done', item: call('b', 'draw') }, lead);
                step('Half of the sky is done');
                step({ call_id: 'a', status: 'reading page 3' });
                step(null);
                """);
        Locator search = page.locator("details.call").first();
        Locator draw = page.locator("details.call").last();
        assertThat(search.locator(".progress")).hasText("reading page 3");
        assertThat(draw.locator(".progress")).hasText("Half of the sky is done");
        stream.run(ITEMS + "step({ type: 'progress', percent: 50, ...lead });");
        assertThat(draw.locator(".progress")).hasText("50 %");
        Pictures.take(page, "tool-progress");
        Axe.check(page);

        stream.run(ITEMS + "returned(output('a', 'Found.'));");
        assertThat(search.locator(".progress")).hasCount(0);
        stream.run(ITEMS + "step('Almost there');");
        assertThat(draw.locator(".progress")).hasText("Almost there");
        stream.run(ITEMS + "over(items);");
        playground.awaitState("done");
        assertThat(page.locator(".progress")).hasCount(0);
    }

    @Test
    void picture_ofATool_isShownInItsCard(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Go");
        stream.run(ITEMS + "over(items);");
        playground.awaitState("done");
        Locator draw = page.locator("details.call").last();
        draw.locator("summary").click();

        Locator picture = draw.locator("img");
        assertThat(picture).hasCount(1);
        assertThat(picture).hasAttribute("alt", "Picture that draw returned");
        assertThat(picture).hasJSProperty("naturalWidth", 1);
        assertThat(draw).containsText("Drawn.");
        assertThat(draw).containsText("https://example.org/a.png");
        assertThat(draw).not().containsText("iVBORw0KGgo");
        Pictures.take(page, "tool-picture");
    }

    @Test
    void call_whoseArgumentsDoNotFit_isShownAsFailed(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("call PackingList {\"city\":\"Rome\",\"nights\":\"many\"} ;; "
                + "call send_message {\"recipient_agent\":\"Forecaster\"} ;; "
                + "call PackingList {\"city\":\"Rome\",\"nights\":2} ;; text So be it");
        playground.awaitState("done");

        Locator calls = page.locator("details.call");
        assertThat(calls).hasCount(3);
        assertThat(calls.nth(0)).hasAttribute("data-state", "failed");
        assertThat(calls.nth(0).locator("summary")).containsText("failed");
        assertThat(calls.nth(1)).hasAttribute("data-state", "failed");
        assertThat(calls.nth(2)).hasAttribute("data-state", "done");
        Axe.check(page);
    }
}
