package io.agencyswarm.quirks;

import java.util.List;

/** A part of a conversation. */
sealed interface Scene {

    /** A message of the user. */
    record User(Content content) implements Scene {}

    /**
     * A message of the framework.
     *
     * @param role {@code system} or {@code developer}
     */
    record Remark(String role, boolean blank) implements Scene {}

    /**
     * An answer of a model.
     *
     * @param reversed whether its calls are answered from the last to the first
     * @param answered the number of answered calls; the others were cut off
     */
    record Turn(Source source, List<Piece> pieces, boolean reversed, int answered) implements Scene {

        List<Piece.Call> calls() {
            return pieces.stream()
                    .filter(Piece.Call.class::isInstance)
                    .map(Piece.Call.class::cast)
                    .toList();
        }

        /** Returns whether a call has no output. */
        boolean isCut() {
            return answered < calls().size();
        }
    }

    /** An item that only OpenAI knows. */
    record Search() implements Scene {}

    /** The forms of a user message. */
    enum Content {
        TEXT,
        PARTS,
        PICTURE,
        EMPTY,
        BLANK,
        EMPTY_PART,
        NO_PARTS
    }

    /** The model of an answer, which determines the form of its ids and of its reasoning. */
    enum Source {
        RESPONSES("", "rs_", "msg_", "fc_"),
        CHAT("", "rs_elsewhere", "msg_", "fc_"),
        DEEPSEEK("deepseek:", "rs_elsewhere", "msg_", "fc_"),
        ANTHROPIC("anthropic:sig", "rs_elsewhere", "msg_", "fc_"),
        REDACTED("anthropic:redacted:sig", "rs_elsewhere", "msg_", "fc_"),
        GEMINI("gemini:sig", "rs_elsewhere", "msg_", "fc_"),
        BEDROCK("bedrock:sig", "rs_elsewhere", "msg_", "fc_"),
        /** The Python service, with its placeholders. */
        PYTHON("", "__fake_id__", "__fake_id__", "call_");

        private final String signature;
        private final String reasoningId;
        private final String messageId;
        private final String callId;

        Source(String signature, String reasoningId, String messageId, String callId) {
            this.signature = signature;
            this.reasoningId = reasoningId;
            this.messageId = messageId;
            this.callId = callId;
        }

        /** The signature of its reasoning; empty if it is not signed. */
        String signature() {
            return signature;
        }

        String reasoningId() {
            return reasoningId;
        }

        String messageId() {
            return messageId;
        }

        String callId() {
            return callId;
        }
    }

    /** A part of a model's turn. */
    sealed interface Piece {

        /** Reasoning, with text or without. */
        record Thought(boolean told) implements Piece {}

        /** A text, as one text or as parts; it may be empty or a refusal. */
        record Text(Form form) implements Piece {}

        /**
         * A call.
         *
         * @param id in the form of some provider; it may be repeated
         */
        record Call(String id, Arguments arguments, Output output) implements Piece {}
    }

    /** The forms of a model's text. */
    enum Form {
        TEXT,
        PARTS,
        EMPTY,
        BLANK,
        REFUSAL
    }

    /** The forms of arguments. */
    enum Arguments {
        OBJECT,
        NONE,
        EMPTY,
        NULL,
        LIST,
        WORDS,
        HALF
    }

    /** The forms of a tool's output. */
    enum Output {
        TEXT,
        PARTS,
        EMPTY,
        BLANK
    }
}
