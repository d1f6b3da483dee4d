package io.agencyswarm.e2e.browser;

import static java.util.stream.Collectors.joining;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;

/** Checks the accessibility of a page with axe-core. */
public final class Axe {

    private static final Set<String> GRAVE = Set.of("serious", "critical");

    /** Half a transition has colors of its own, which axe would find too faint. */
    private static final String END_TRANSITIONS = """
            document.getAnimations().filter(each => each instanceof CSSTransition).forEach(each => each.finish())""";

    private Axe() {}

    /** Checks the page in each size. */
    public static void checkInEachSize(Page page) {
        for (Viewport viewport : Viewport.values()) {
            viewport.applyTo(page);
            check(page);
        }
    }

    /** Fails on each serious or critical finding, with the rule, the elements and a link. */
    public static void check(Page page) {
        page.evaluate(END_TRANSITIONS);
        List<Rule> findings = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .toList();
        if (!findings.isEmpty()) {
            throw new AssertionError("axe found what shuts people out of " + page.url() + ":\n"
                    + findings.stream().map(Axe::text).collect(joining("\n")));
        }
    }

    private static String text(Rule rule) {
        return "  " + rule.getId() + " (" + rule.getImpact() + "): " + rule.getHelp() + "\n"
                + rule.getNodes().stream().map(Axe::text).collect(joining("\n")) + "\n    " + rule.getHelpUrl();
    }

    private static String text(CheckedNode node) {
        return "    at " + node.getTarget() + ": " + node.getHtml();
    }
}
