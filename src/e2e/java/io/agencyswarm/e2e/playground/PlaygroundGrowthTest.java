package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Long answers while they grow: rendered smoothly and completely. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundGrowthTest {

    private static final String BEGIN = """
            window.origin = { agent: 'Concierge', callerAgent: null, agent_run_id: 'r1' };
            window.all = '';
            window.grow = (delta) => {
              window.all += delta;
              piece({ type: 'response.output_text.delta', item_id: 'm1', content_index: 0, delta }, origin);
            };
            piece({ type: 'response.output_item.added', item: { type: 'message', id: 'm1', role: 'assistant', content: [] } }, origin);
            """;

    private static final String FINISH = """
            over([{ type: 'message', role: 'user', content: 'Long', ...origin },
              { type: 'message', id: 'm1', role: 'assistant', content: [{ type: 'output_text', text: all }], ...origin }]);
            """;

    @Test
    void text_selectedInAGrowingAnswer_staysSelected(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Long");
        stream.run(BEGIN + "grow('The **first** paragraph.\\n\\nThe sec');");
        assertThat(playground.last().locator(".markdown p")).hasCount(2);
        stream.run("getSelection().selectAllChildren(document.querySelector('.text .markdown p'));");

        stream.run("grow('ond one.\\n\\n- a\\n');");
        assertThat(playground.last().locator(".markdown li")).hasCount(1);
        stream.run("grow('\\n- b\\n\\n```\\nno *mark*');");
        assertThat(playground.last().locator(".markdown code")).hasText("no *mark*");
        stream.run(FINISH);
        playground.awaitState("done");

        assertThat(page.evaluate("getSelection().toString()")).isEqualTo("The first paragraph.");
        assertThat(playground.last().locator(".markdown ul")).hasCount(1);
        assertThat(playground.last().locator(".markdown li")).hasCount(2);
    }

    @Test
    void link_explainedAtTheEnd_isOneOnceTheAnswerIsWhole(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Long");

        stream.run(BEGIN + "grow('See [there][1].\\n\\nMore.\\n\\n[1]: https://there.example/x');" + FINISH);

        playground.awaitState("done");
        assertThat(playground.last().locator(".markdown a")).hasAttribute("href", "https://there.example/x");
    }

    /**
     * 100 KB in 1,200 chunks, which kept the first versions of this page busy for nine tenths of the time. The limit is
     * a generous share, because the machine may be busy.
     */
    @Test
    void answer_ofAHundredKilobytes_leavesThePageFluid(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Long");
        stream.run(BEGIN);

        Number busy = (Number) stream.run("""
                const began = performance.now();
                let blocked = 0;
                const observer = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => { blocked += duration; }));
                observer.observe({ type: 'longtask' });
                for (let i = 0; i < 1200; i++) {
                  grow(`Some **bold** text with \\`code\\` and [a link](https://x.example/y) in it, number ${i}.\\n\\n`);
                  await new Promise((next) => setTimeout(next, 8));
                }
                """ + FINISH + "return blocked / (performance.now() - began);");

        playground.awaitState("done");
        assertThat(busy.doubleValue()).isLessThan(0.4);
        assertThat(playground.last().locator(".markdown p")).hasCount(1200);
    }

    @Test
    void outputOfTool_large_isLaidOutWhenItIsLookedAt(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Large");
        stream.run("""
                const origin = { agent: 'Concierge', callerAgent: null, agent_run_id: 'r1' };
                const call = { type: 'function_call', call_id: 'c1', name: 'PackingList', arguments: '{"city":"Rome"}', ...origin };
                const output = { type: 'function_call_output', call_id: 'c1', output: '{"shoes":2}', ...origin };
                over([{ type: 'message', role: 'user', content: 'Large', ...origin }, call, output]);
                """);
        playground.awaitState("done");
        assertThat(page.locator("details.call pre").first()).hasText("");

        page.locator("details.call > summary").click();

        assertThat(page.locator("details.call pre").first()).hasText("{\n  \"city\": \"Rome\"\n}");
        assertThat(page.locator("details.call pre").last()).hasText("{\n  \"shoes\": 2\n}");
    }

    @Test
    void reader_whoHasGoneBack_isLeftThereAndFindsTheWay(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Long");
        stream.run(BEGIN + "for (let i = 0; i < 60; i++) grow(`Line ${i}.\\n\\n`);");
        assertThat(playground.last()).containsText("Line 59.");
        stream.run("document.getElementById('exchanges').scrollTop = 0;");
        assertThat(playground.button("↓ To the end")).isVisible();

        stream.run("for (let i = 60; i < 90; i++) grow(`Line ${i}.\\n\\n`);");
        assertThat(playground.last()).containsText("Line 89.");
        assertThat(stream.run("return document.getElementById('exchanges').scrollTop;"))
                .isEqualTo(0);
        playground.press("↓ To the end");

        assertThat(playground.button("↓ To the end")).hasCount(0);
        stream.run("grow('The last one.');");
        assertThat(playground.last().getByText("The last one.")).isInViewport();
    }

    @Test
    void frames_moreThanAreShown_canAllBeReached(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        stream.ask(playground, "Long");
        stream.run(BEGIN + "for (let i = 0; i < 700; i++) grow('w ');" + FINISH);
        playground.awaitState("done");
        playground.press("Frames");
        assertThat(page.locator(".frames > li")).hasCount(300);

        playground.press("Show 300 earlier ones");
        playground.press("Show 104 earlier ones");

        assertThat(page.locator(".frames > li")).hasCount(704);
        assertThat(page.locator(".frames > li").first()).containsText("meta");
    }
}
