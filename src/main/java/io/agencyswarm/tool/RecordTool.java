package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record that implements {@link ToolClass}; each call makes an instance of it. */
record RecordTool(ToolSpec spec, Marks marks, Class<? extends ToolClass> type) implements Tool {

    @Override
    public boolean failsRun() {
        return marks.failsRun();
    }

    @Override
    public boolean served() {
        return marks.served();
    }

    @Override
    public boolean endsTurn() {
        return marks.endsTurn();
    }

    @Override
    public boolean oneAtATime() {
        return marks.oneAtATime();
    }

    @Override
    public boolean isEnabled(@Nullable String agent, Map<String, Object> userContext) throws Exception {
        return marks.isEnabled(agent, userContext);
    }

    @Override
    public Optional<Set<String>> roles() {
        return Optional.ofNullable(marks.roles());
    }

    @Override
    public Optional<Duration> timeLimit() {
        return Optional.ofNullable(marks.timeLimit());
    }

    @Override
    public @Nullable Object call(ToolContext context, ObjectNode arguments) throws Exception {
        ObjectNode checked = SchemaCheck.check(spec.inputSchema(), arguments);
        List<Problem> problems = new ArrayList<>();
        Object bound = Binding.read(checked, Binding.MAPPER.constructType(type), List.of(), problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
        ToolClass call = type.cast(Objects.requireNonNull(bound));
        Validation.check(call);
        return call.run(context);
    }
}
