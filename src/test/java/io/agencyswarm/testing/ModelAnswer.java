package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.model.offline.Beat;
import java.util.Iterator;
import java.util.Optional;

/** An answer in the form of one of the model's APIs. For one thread at a time. */
interface ModelAnswer extends Iterator<Beat> {

    /** Once all beats are over, the one object for a client that wants no stream; empty if the model broke. */
    Optional<ObjectNode> whole();
}
