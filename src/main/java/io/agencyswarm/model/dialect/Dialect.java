package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.model.http.RequestTarget;

/** One wire format. Safe for any threads; a reader is for one answer and one thread. */
public interface Dialect {

    /**
     * The body of a request, as a new tree.
     *
     * @throws io.agencyswarm.model.ModelException if the conversation holds what the format has no form for, such as a
     *     file
     */
    ObjectNode body(ModelRequest request);

    /** How an answer's bytes are cut into events. */
    Framing framing();

    /**
     * A reader at the beginning of an answer.
     *
     * @param model the model's name, which the events tell
     * @param target whose secrets are kept out of what the server says
     */
    AnswerReader reader(String model, RequestTarget target);
}
