package io.agencyswarm.quirks;

import java.util.List;

/** A part of a conversation. */
sealed interface Scene {

    /** The user says something. */
    record User(Content content) implements Scene {}

    /**
     * The framework says something.
     *
     * @param role {@code system} or {@code developer}
     */
    record Remark(String role, boolean blank) implements Scene {}

    /**
     * A model answers.
     *
     * @param reversed whether its calls are answered from the last to the first
     * @param answered how many of its calls are answered; the rest were cut off
     */
    record Turn(Source source, List<Piece> pieces, boolean reversed, int answered) implements Scene {

        List<Piece.Call> calls() {
            return pieces.stream()
                    .filter(Piece.Call.class::isInstance)
                    .map(Piece.Call.class::cast)
                    .toList();
        }

        /** Whether some call has no answer. */
        boolean isCut() {
            return answered < calls().size();
        }
    }

    /** An item that nobody but OpenAI knows. */
    record Search() implements Scene {}

    /** In which form a user speaks. */
    enum Content {
        TEXT,
        PARTS,
        PICTURE,
        EMPTY,
        BLANK,
        EMPTY_PART,
        NO_PARTS
    }

    /** Whose answer it is, which tells the form of its ids and of its reasoning. */
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

        /** What its reasoning is signed with; empty if it is not. */
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

        /** A text: as one text or as parts; empty; or a refusal. */
        record Text(Form form) implements Piece {}

        /**
         * A call.
         *
         * @param id as some provider gives it; the same one may come again
         */
        record Call(String id, Arguments arguments, Output output) implements Piece {}
    }

    /** In which form a model's text is. */
    enum Form {
        TEXT,
        PARTS,
        EMPTY,
        BLANK,
        REFUSAL
    }

    /** What a model wrote as arguments. */
    enum Arguments {
        OBJECT,
        NONE,
        EMPTY,
        NULL,
        LIST,
        WORDS,
        HALF
    }

    /** What a tool gave. */
    enum Output {
        TEXT,
        PARTS,
        EMPTY,
        BLANK
    }
}
