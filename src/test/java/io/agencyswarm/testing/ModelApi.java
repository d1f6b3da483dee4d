package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.offline.Ids;
import io.agencyswarm.model.offline.ScriptStep;
import java.util.List;

/** One of the model's APIs: it reads requests, and writes a step as an answer. */
interface ModelApi {

    /** Returns the conversation of a request, which contains the script. */
    List<Item> conversation(ObjectNode body);

    /** Returns the answer to a request. */
    ModelAnswer answer(ScriptStep.AnswerStep step, ObjectNode body, Ids ids);
}
