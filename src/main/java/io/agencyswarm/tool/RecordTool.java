package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.tool.schema.ArgumentBinder;
import org.jspecify.annotations.Nullable;

/** A tool of a record that implements {@link ToolClass}. Each call creates an instance. */
record RecordTool(ToolSpec spec, ToolAnnotations annotations, Class<? extends ToolClass> type)
        implements AnnotatedTool {

    @Override
    public @Nullable Object call(ToolContext context, ObjectNode arguments) throws Exception {
        return ArgumentBinder.bind(type, spec.inputSchema(), arguments).run(context);
    }
}
