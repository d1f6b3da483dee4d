package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.model.http.RequestTarget;

/** Ollama's chat API. */
public record OllamaChat() implements Dialect {

    @Override
    public ObjectNode body(ModelRequest request) {
        return OllamaBody.of(request);
    }

    @Override
    public Framing framing() {
        return Framing.JSON_LINES;
    }

    @Override
    public AnswerReader reader(String model, RequestTarget target) {
        return new AnswerReader(new OllamaChunkReader(), new AnswerBuilder(model, target::redact), target);
    }
}
