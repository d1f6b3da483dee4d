package io.agencyswarm.run;

import io.agencyswarm.item.Item;
import java.util.List;
import java.util.Map;

/**
 * The user's message. It is prepared on the run's thread, because attachments have to be fetched and uploaded first.
 */
@FunctionalInterface
public interface UserMessage {

    /**
     * Prepares the message. Called once, before the first model request.
     *
     * @throws io.agencyswarm.error.AgencyException if an attachment can't be fetched or uploaded; the run ends without
     *     a model request
     * @throws InterruptedException if the run was cancelled meanwhile; nothing is left open then
     */
    PreparedMessage prepare() throws InterruptedException;

    /** Returns the items that clients see, if they are known before anything is fetched; otherwise an empty list. */
    default List<Item> itemsForClient() {
        return List.of();
    }

    /** Creates a message that needs no preparation. */
    static UserMessage of(List<Item> items) {
        return new PlainMessage(PreparedMessage.of(items));
    }

    /** A message without attachments. */
    record PlainMessage(PreparedMessage preparedMessage) implements UserMessage {

        @Override
        public PreparedMessage prepare() {
            return preparedMessage;
        }

        @Override
        public List<Item> itemsForClient() {
            return preparedMessage.forClient();
        }
    }

    /**
     * A message that can be sent.
     *
     * @param checked the client's own message, which input guardrails check; empty if the client only sends results of
     *     its tools
     * @param forClient the items that clients see; at least one
     * @param forModel the items that the model gets
     * @param codeFiles ids of uploaded files for the provider's code interpreter
     * @param fileIds ids of uploaded files by the names that the client gave them
     */
    record PreparedMessage(
            List<Item> checked,
            List<Item> forClient,
            List<Item> forModel,
            List<String> codeFiles,
            Map<String, String> fileIds) {

        /** Copies the lists. */
        public PreparedMessage {
            checked = List.copyOf(checked);
            forClient = List.copyOf(forClient);
            forModel = List.copyOf(forModel);
            codeFiles = List.copyOf(codeFiles);
        }

        /** Returns a copy that no guardrail checks. */
        public PreparedMessage unchecked() {
            return new PreparedMessage(List.of(), forClient, forModel, codeFiles, fileIds);
        }

        /** Creates a message whose items are the same for clients, the model and guardrails, without attachments. */
        public static PreparedMessage of(List<Item> items) {
            return new PreparedMessage(items, items, items, List.of(), Map.of());
        }
    }
}
