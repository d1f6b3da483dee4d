package io.agencyswarm.model.dialect;

/** What a provider of chat completions does otherwise than most. */
public enum ChatTrait {
    /** Verbosity, metadata and whether answers are kept may be said; other servers may refuse a field unknown to them. */
    OPENAI_SETTINGS,
    /** The bound on the answer goes by its new name, on which OpenAI's reasoning models insist. */
    MAX_COMPLETION_TOKENS,
    /** Usage is told unasked, and a request for it refused. */
    NO_STREAM_OPTIONS,
    /** There is no effort of reasoning to choose. */
    NO_REASONING_EFFORT,
    /** The word for a tool that has to be called is {@code any}. */
    ANY_FOR_REQUIRED,
    /** PDFs may stand in a user's message, as a part {@code file}. */
    FILES,
    /** A picture is its address alone. */
    PICTURE_AS_TEXT,
    /**
     * Only the beginning may be the system's; what it says later goes as a user's message, because it must neither be
     * refused nor be moved to where the model takes it for an old rule.
     */
    SYSTEM_FIRST,
    /** A user's message may not follow a tool's output at once, as it does where a run was cancelled or failed. */
    NO_USER_AFTER_TOOL,
    /** User and assistant have to take turns. */
    ALTERNATING,
    /** There are JSON objects as answers, but no schemas for them. */
    NO_SCHEMAS,
    /** The last word has to be the user's or a tool's. */
    USER_LAST,
    /**
     * Reasoning goes back as {@code reasoning_content} while a turn goes on: a call without it is refused, also where
     * another provider's model made the call.
     */
    WANTS_REASONING_CONTENT,
    /** What comes as {@code reasoning_details} goes back with the calls that it led to. */
    WANTS_REASONING_DETAILS,
    /**
     * Models of other makers are served under this provider's name too; what those want is told by the model's name.
     */
    MODELS_OF_OTHERS
}
