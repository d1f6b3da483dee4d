package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.model.http.RequestTarget;

/** Google's Gemini API, {@code generateContent}. */
public record GeminiContents() implements Dialect {

    @Override
    public ObjectNode body(ModelRequest request) {
        return new GeminiBody(request).write();
    }

    @Override
    public Framing framing() {
        return Framing.SSE;
    }

    @Override
    public AnswerReader reader(String model, RequestTarget target) {
        return new AnswerReader(new GeminiChunkReader(), new AnswerBuilder(model, target::redact), target);
    }
}
