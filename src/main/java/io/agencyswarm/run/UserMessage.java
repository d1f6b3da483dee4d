package io.agencyswarm.run;

import io.agencyswarm.item.Item;
import java.util.List;
import java.util.Map;

/**
 * What the user says. It is made on the run's thread, because what is attached has to be fetched and uploaded first.
 */
@FunctionalInterface
public interface UserMessage {

    /**
     * Makes the message. Called once, before the first model request.
     *
     * @throws io.agencyswarm.error.AgencyException if something of it can't be had; the run ends without a model
     * request
     * @throws InterruptedException if the run was cancelled meanwhile; nothing is left open then
     */
    Prepared prepare() throws InterruptedException;

    /** What clients see of it, where that is known before anything is fetched; else empty. */
    default List<Item> known() {
        return List.of();
    }

    /** A message that is there already. */
    static UserMessage of(List<Item> items) {
        return new Whole(Prepared.of(items));
    }

    /** A message with nothing to fetch. */
    record Whole(Prepared prepared) implements UserMessage {

        @Override
        public Prepared prepare() {
            return prepared;
        }

        @Override
        public List<Item> known() {
            return prepared.forClient();
        }
    }

    /**
     * A message that can be sent.
     *
     * @param asked what the client itself says, which input guardrails look at; empty where it only brings results of
     *     its tools
     * @param forClient as clients see it; at least one item
     * @param forModel as the model sees it
     * @param codeFiles ids of uploaded files for the provider's code interpreter
     * @param fileIds ids of uploaded files by the names that the client gave them
     */
    record Prepared(
            List<Item> asked,
            List<Item> forClient,
            List<Item> forModel,
            List<String> codeFiles,
            Map<String, String> fileIds) {

        /** Copies the lists. */
        public Prepared {
            asked = List.copyOf(asked);
            forClient = List.copyOf(forClient);
            forModel = List.copyOf(forModel);
            codeFiles = List.copyOf(codeFiles);
        }

        /** The same, where no guardrail is to be asked. */
        public Prepared unasked() {
            return new Prepared(List.of(), forClient, forModel, codeFiles, fileIds);
        }

        /** The same for everyone, with nothing attached. */
        public static Prepared of(List<Item> items) {
            return new Prepared(items, items, items, List.of(), Map.of());
        }
    }
}
