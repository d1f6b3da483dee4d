package io.agencyswarm.run.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolSpec;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DirectCallsTest {

    @Inject
    DirectCalls calls;

    /** Otherwise the caller would be told that there is no such tool. */
    @Test
    void offered_interruptedInACondition_failsAndKeepsTheInterrupt() {
        assertThatThrownBy(() -> calls.offeredTools(List.of(new WaitingTool()), Map.of()))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A tool whose condition is interrupted. */
    private static final class WaitingTool implements Tool {

        @Override
        public ToolSpec spec() {
            return new ToolSpec("waiting", "", Json.object());
        }

        @Override
        public boolean isEnabled(@Nullable String agent, Map<String, Object> userContext) throws InterruptedException {
            throw new InterruptedException();
        }

        @Override
        public Object call(ToolContext context, ObjectNode arguments) {
            throw new UnsupportedOperationException("never offered");
        }
    }
}
