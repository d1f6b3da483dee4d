package io.agencyswarm.conformance;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import jakarta.inject.Singleton;
import java.io.IOException;

/** A tool that reads what the run carries beside the conversation. */
@Singleton
class ContextTools {

    private static final ObjectWriter SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build()
            .writer(new PythonSpacing());

    @Tool("Says what the user context holds.")
    String whoami(ToolContext context) throws JsonProcessingException {
        return SORTED.writeValueAsString(context.userContext());
    }

    /** The recordings hold JSON as Python's {@code json.dumps} writes it: with a blank after each comma and colon. */
    private static final class PythonSpacing extends MinimalPrettyPrinter {

        private static final long serialVersionUID = 1;

        @Override
        public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
            json.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(", ");
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(": ");
        }
    }
}
