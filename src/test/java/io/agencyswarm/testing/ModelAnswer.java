package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.model.offline.ScriptedEvent;
import java.util.Iterator;
import java.util.Optional;

/** An answer in the format of one of the model's APIs. Not thread-safe. */
interface ModelAnswer extends Iterator<ScriptedEvent> {

    /** After all events, returns the object for a client that requested no stream; empty if the model failed. */
    Optional<ObjectNode> whole();
}
