package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.model.http.RequestTarget;

/** Amazon Bedrock's Converse API. */
public record BedrockConverse() implements Dialect {

    @Override
    public ObjectNode body(ModelRequest request) {
        return new ConverseBody(request).write();
    }

    @Override
    public Framing framing() {
        return Framing.AWS_MESSAGES;
    }

    @Override
    public AnswerReader reader(String model, RequestTarget target) {
        return new AnswerReader(new ConverseChunkReader(), new AnswerBuilder(model, target::redact), target);
    }
}
