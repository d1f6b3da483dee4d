package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record that implements {@link ToolClass}; each call makes an instance of it. */
record RecordTool(ToolSpec spec, Marks marks, Class<? extends ToolClass> type) implements MarkedTool {

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
