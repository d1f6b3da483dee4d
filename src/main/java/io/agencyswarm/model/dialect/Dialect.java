package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.model.http.RequestTarget;

/** A wire format. Thread-safe; a reader is for one answer and one thread. */
public interface Dialect {

    /**
     * Writes the body of a request, as a new tree.
     *
     * @throws io.agencyswarm.model.ModelException if the conversation holds something that the format does not support,
     *     such as a file
     */
    ObjectNode body(ModelRequest request);

    /** How an answer's bytes are split into events. */
    Framing framing();

    /**
     * Creates a reader for one answer.
     *
     * @param model the model's name, which the events contain
     * @param target redacts secrets in the server's messages
     */
    AnswerReader reader(String model, RequestTarget target);
}
