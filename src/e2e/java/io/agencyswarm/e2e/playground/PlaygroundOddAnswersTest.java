package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Tolerates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Unusual answers that models and clients do send. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundOddAnswersTest {

    /** Model servers that number their calls restart with each answer. */
    private static final String SAME_ID = """
            const lead = { agent: 'Concierge', callerAgent: null, agent_run_id: 'r1' };
            const inner = { agent: 'Forecaster', callerAgent: 'Concierge', agent_run_id: 'r2', parent_run_id: 'call_0' };
            const call = (name, given) => ({ type: 'function_call', call_id: 'call_0', name, arguments: JSON.stringify(given) });
            const asks = call('send_message', { recipient_agent: 'Forecaster', message: 'Oslo?' });
            const looks = call('forecast', { city: 'Oslo' });
            const seen = { type: 'function_call_output', call_id: 'call_0', output: 'Snow.' };
            const told = { type: 'function_call_output', call_id: 'call_0', output: 'It snows.' };
            const items = [{ type: 'message', role: 'user', content: 'Oslo?', ...lead }, { ...looks, ...inner },
              { ...seen, ...inner }, { ...asks, ...lead }, { ...told, ...lead }];
            """;

    @Test
    void callId_comesTwice_nestsEachCallInItsOwn(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Oslo?");

        stream.run(SAME_ID + """
                step({ type: 'agent_updated_stream_event', new_agent: { name: 'Concierge' }, ...lead });
                piece({ type: 'response.output_item.done', item: asks }, lead);
                step({ type: 'agent_updated_stream_event', new_agent: { name: 'Forecaster' }, ...inner });
                piece({ type: 'response.output_item.done', item: looks }, inner);
                """);

        Locator inner = page.locator("details.delegation .nested details.call");
        assertThat(inner).hasCount(1);
        assertThat(inner).containsText("Forecaster calls forecast");
        stream.run(SAME_ID + "over(items);");
        playground.awaitState("done");
        page.reload();
        assertThat(page.locator("details.delegation .nested details.call")).containsText("done");
        assertThat(page.locator("details.delegation > summary")).containsText("done");
    }

    @Test
    void import_ofCallsInACircle_isShownAndCanBeDeleted(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Conversations");

        take(page, """
                [{"role": "user", "content": "Round?"},
                 {"type": "function_call", "call_id": "a", "name": "x", "arguments": "{}", "parent_run_id": "c"},
                 {"type": "function_call", "call_id": "b", "name": "y", "arguments": "{}", "parent_run_id": "a"},
                 {"type": "function_call", "call_id": "c", "name": "z", "arguments": "{}", "parent_run_id": "b"}]
                """);

        assertThat(page.locator("details.call")).hasCount(3);
        playground.press("Delete Round?");
        assertThat(page.locator(".exchange")).hasCount(0);
    }

    /** A fault of the page itself: its other parts must continue to work. */
    @Test
    @Tolerates("is not a function")
    void conversation_cannotBeShown_saysSoAndCanBeDeleted(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("Hello");
        playground.awaitState("done");
        page.evaluate("""
                () => new Promise((done) => {
                  const opened = indexedDB.open('agency-swarm-playground');
                  opened.onsuccess = () => {
                    const store = opened.result.transaction('conversations', 'readwrite').objectStore('conversations');
                    store.getAll().onsuccess = ({ target }) => {
                      target.result.forEach((one) => { one.exchanges[0].answer.items = 7; store.put(one); });
                      store.transaction.oncomplete = () => done(true);
                    };
                  };
                })""");

        page.reload();

        assertThat(page.locator("#exchanges")).containsText("can't be shown");
        playground.press("Conversations");
        playground.press("Delete Hello");
        assertThat(page.locator("#exchanges")).containsText("Talk to travel");
    }

    @Test
    void frame_noJson_isNoFaultOfPlayground(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Hello");

        stream.run("frame('{oops')");

        playground.awaitState("failed");
        assertThat(playground.last()).containsText("sent data that is not JSON");
    }

    @Test
    void noteOfAGuardrail_takenIn_staysWithItsQuestion(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Conversations");

        take(page, """
                [{"role": "user", "content": "First"},
                 {"role": "system", "content": "No passwords.", "agent": "A", "message_origin": "input_guardrail_error"},
                 {"role": "system", "content": "{\\"a.pdf\\": \\"x\\"}"},
                 {"role": "user", "content": "Second"}]
                """);

        assertThat(page.locator(".exchange")).hasCount(2);
        assertThat(page.locator(".exchange").first()).containsText("No passwords.");
        assertThat(page.locator(".exchange").last()).not().containsText("No passwords.");
    }

    @Test
    void image_withinALinkOrOfAnOddAddress_isText(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");

        playground.send(
                "text [![Build](https://img.example/b.png)](https://ci.example/run) ![pic](javascript:alert(1)) "
                        + "![far](https://img.example/c.png)");

        playground.awaitState("done");
        Locator text = playground.last().locator(".markdown");
        assertThat(text.locator("a")).hasCount(2);
        assertThat(text.locator("a").first()).hasText("Build");
        assertThat(text.locator("a").first()).hasAttribute("href", "https://ci.example/run");
        assertThat(text.locator("a").last()).hasAttribute("href", "https://img.example/c.png");
        assertThat(text).containsText("pic");
    }

    private static void take(Page page, String json) {
        page.getByLabel("Import")
                .setInputFiles(new FilePayload("x.json", "application/json", json.getBytes(StandardCharsets.UTF_8)));
    }
}
