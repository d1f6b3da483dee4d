package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.model.http.RequestTarget;

/** Anthropic's Messages API. */
public record AnthropicMessages() implements Dialect {

    @Override
    public ObjectNode body(ModelRequest request) {
        return new AnthropicBody(request).write();
    }

    @Override
    public Framing framing() {
        return Framing.SSE;
    }

    @Override
    public AnswerReader reader(String model, RequestTarget target) {
        return new AnswerReader(new AnthropicChunkReader(), new AnswerBuilder(model, target::redact), target);
    }
}
