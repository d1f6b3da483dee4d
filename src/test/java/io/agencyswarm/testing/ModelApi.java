package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.offline.Ids;
import io.agencyswarm.model.offline.ScriptStep;
import java.util.List;

/** One of the APIs in which a client talks to the model: what its requests say, and how a step sounds in it. */
interface ModelApi {

    /** The conversation of a request, in which the script stands. */
    List<Item> conversation(ObjectNode body);

    /** The answer to a request. */
    ModelAnswer answer(ScriptStep.Answered step, ObjectNode body, Ids ids);
}
