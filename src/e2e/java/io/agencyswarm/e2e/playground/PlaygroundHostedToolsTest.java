package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.browser.Axe;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Pictures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Cards of calls that the model's provider has run. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundHostedToolsTest {

    private static final String ITEMS = """
            const lead = { agent: 'Concierge', callerAgent: null, agent_run_id: 'r1' };
            const canvas = document.createElement('canvas');
            canvas.width = 320; canvas.height = 180;
            const ink = canvas.getContext('2d');
            ink.fillStyle = '#246'; ink.fillRect(0, 0, 320, 180);
            ink.fillStyle = '#d33'; ink.beginPath(); ink.arc(160, 90, 60, 0, 7); ink.fill();
            const png = canvas.toDataURL('image/png').split(',')[1];
            const ws = { id: 'ws_1', type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'weather oslo',
              sources: [{ type: 'url', url: 'https://example.org/oslo' }, { type: 'url', url: 'javascript:alert(1)' }] } };
            const fs = { id: 'fs_1', type: 'file_search_call', status: 'completed', queries: ['favourite books'],
              results: [{ file_id: 'f', filename: 'books.txt', score: 0.9, text: 'Ada likes Emma.' }] };
            const ci = { id: 'ci_1', type: 'code_interpreter_call', status: 'completed', code: 'print(1+1)', container_id: 'c',
              outputs: [{ type: 'logs', logs: '2\\n' }] };
            const ig = { id: 'ig_1', type: 'image_generation_call', status: 'completed', output_format: 'png', result: png,
              revised_prompt: 'a red dot' };
            const mcp = { id: 'mcp_1', type: 'mcp_call', status: 'completed', server_label: 'docs', name: 'lookup',
              arguments: '{"q":"oslo"}', output: 'Oslo is a city.', error: null };
            const said = { id: 'msg_1', type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Oslo is cold.',
              annotations: [{ type: 'url_citation', url: 'https://example.org/oslo', title: 'Oslo today' },
                { type: 'file_citation', file_id: 'f', filename: 'books.txt' }] }] };
            const all = [ws, fs, ci, ig, mcp];
            const done = (item) => {
              piece({ type: 'response.output_item.done', item: { ...item, ...(item.result && { result: null }) } }, lead);
              step({ type: 'run_item_stream_event', name: 'tool_called', item: { type: 'tool_call_item', raw_item: item }, ...lead });
            };
            """;

    @Test
    void calls_providerRan_areCardsWithWhatCameOfThem(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Look");

        stream.run(ITEMS + """
                step({ type: 'agent_updated_stream_event', new_agent: { name: 'Concierge' }, ...lead });
                piece({ type: 'response.output_item.added', item: { ...ws, status: 'in_progress', action: { type: 'search' } } }, lead);
                """);
        assertThat(page.locator("details.hosted")).hasAttribute("data-state", "running");
        stream.run(ITEMS + """
                all.forEach(done);
                piece({ type: 'response.output_item.done', item: said }, lead);
                over([{ type: 'message', role: 'user', content: 'Look', ...lead }, ...all.map((item) => ({ ...item, ...lead })),
                  { ...said, ...lead }]);
                """);
        playground.awaitState("done");

        Locator cards = page.locator("details.hosted");
        assertThat(cards).hasCount(5);
        cards.locator("summary").all().forEach(summary -> {
            if (summary.locator("xpath=..").getAttribute("open") == null) {
                summary.click();
            }
        });
        assertThat(cards.nth(0)).containsText("Concierge searches the web weather oslo");
        assertThat(cards.nth(0).locator("a")).hasCount(1);
        assertThat(cards.nth(0).locator("a")).hasAttribute("href", "https://example.org/oslo");
        assertThat(cards.nth(1)).containsText("books.txt");
        assertThat(cards.nth(1)).containsText("Ada likes Emma.");
        assertThat(cards.nth(2)).containsText("print(1+1)");
        assertThat(cards.nth(2)).containsText("Logs");
        assertThat(cards.nth(3).locator("img")).hasJSProperty("naturalWidth", 320);
        assertThat(cards.nth(3).locator("img")).hasAttribute("alt", "a red dot");
        assertThat(cards.nth(4)).containsText("calls lookup of docs");
        assertThat(cards.nth(4)).containsText("Oslo is a city.");
        Locator cited = page.locator("section.text .sources li");
        assertThat(cited).hasCount(2);
        assertThat(cited.first().locator("a")).hasText("Oslo today");
        Axe.check(page);
        Pictures.take(page, "playground-hosted-tools");
        cards.first().scrollIntoViewIfNeeded();
        Pictures.take(page, "playground-sources");
        page.reload();
        assertThat(page.locator("details.hosted img")).hasJSProperty("naturalWidth", 320);
    }

    @Test
    void pictures_areNotSentBack(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Draw");
        stream.run(ITEMS + """
                done(ig);
                over([{ type: 'message', role: 'user', content: 'Draw', ...lead }, { ...ig, ...lead }]);
                """);
        playground.awaitState("done");

        page.evaluate("""
                () => {
                  const stubbed = window.fetch;
                  window.fetch = (url, options) => {
                    window.sent = String(url).endsWith('/get_response_stream') ? options.body : window.sent;
                    return stubbed(url, options);
                  };
                }""");
        playground.message().fill("Again");
        playground.message().press("Enter");

        String sent = (String) page.waitForFunction("() => window.sent").jsonValue();
        Assertions.assertThat(sent).contains("\"ig_1\"").contains("\"result\":null");
    }
}
