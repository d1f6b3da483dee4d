package io.agencyswarm.service;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.EnabledIf;
import io.agencyswarm.tool.EndsTurn;
import io.agencyswarm.tool.OneAtATime;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolOutput;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tools that have rules. */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
public class RuledTools {

    private static final long COMPANY_MILLIS = 300;

    private static final long PATIENCE_SECONDS = 20;

    private final Exchanger<String> hall = new Exchanger<>();
    private final Exchanger<String> stairs = new Exchanger<>();

    @EndsTurn
    @Tool("Adds, and that is the answer.")
    public int total(int a, int b) {
        return a + b;
    }

    @EndsTurn
    @Tool("Draws, and that is the answer.")
    public ToolOutput draw() {
        return ToolOutput.image(Base64.getDecoder().decode(DrawingTools.PNG), "image/png")
                .withDetail("auto");
    }

    @EndsTurn
    @Tool("Fails where it should end the turn.")
    public String stumble() {
        throw new IllegalStateException("It fell.");
    }

    @OneAtATime
    @Tool("Says whether another call came in while it was inside.")
    public String till() throws InterruptedException {
        return visit();
    }

    @OneAtATime
    @Tool("Asks another agent.")
    public String relay(String script, ToolContext context) throws InterruptedException {
        return context.ask("Second", script);
    }

    @OneAtATime
    @Tool("Asks another agent while the right one is at work too; idle without a script.")
    public String left(String script, ToolContext context) throws InterruptedException, TimeoutException {
        return askInCompany(script, context);
    }

    @OneAtATime
    @Tool("Asks another agent while the left one is at work too; idle without a script.")
    public String right(String script, ToolContext context) throws InterruptedException, TimeoutException {
        return askInCompany(script, context);
    }

    private String askInCompany(String script, ToolContext context) throws InterruptedException, TimeoutException {
        if (script.isEmpty()) {
            return "idle";
        }
        stairs.exchange("here", PATIENCE_SECONDS, TimeUnit.SECONDS);
        return context.ask(context.agent(), script);
    }

    @Tool("The same, and may be visited by several.")
    public String hall() throws InterruptedException {
        return visit();
    }

    private String visit() throws InterruptedException {
        try {
            hall.exchange("here", COMPANY_MILLIS, TimeUnit.MILLISECONDS);
            return "in company";
        } catch (TimeoutException _) {
            return "alone";
        }
    }

    @ServedTool
    @EnabledIf(Switch.class)
    @Tool("Works while the switch is on.")
    public String lamp() {
        return "lit";
    }

    @Tool("Turns the switch.")
    public String turn(boolean on, ToolContext context) {
        context.userContext().put("switch", on);
        return "turned";
    }

    @Tool("Greets; the name may be left out, so that its schema is not strict.")
    public String greet(@Nullable String name) {
        return "Hello " + name;
    }

    @ServedTool
    @RolesAllowed("keeper")
    @Tool("Says what is in the vault.")
    public String vault() {
        return "gold";
    }

    /** Enabled if the user context says so; a bean without a scope that has an injected bean. */
    @IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
    public static final class Switch implements EnabledIf.Condition {

        private final Gates gates;

        @Inject
        Switch(Gates gates) {
            this.gates = gates;
        }

        @Override
        public boolean isEnabled(@Nullable String agent, Map<String, Object> userContext) {
            if ("broken".equals(userContext.get("switch"))) {
                throw new IllegalStateException("The switch is broken.");
            }
            gates.enter("switch");
            return Boolean.TRUE.equals(userContext.get("switch"));
        }
    }
}
