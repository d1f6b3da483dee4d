package io.agencyswarm.model.dialect;

/** A difference of a Chat Completions provider from most others. */
public enum ChatTrait {
    /** Accepts verbosity, metadata and store. Other servers may refuse unknown fields. */
    OPENAI_SETTINGS,
    /** Uses {@code max_completion_tokens}, which OpenAI's reasoning models require. */
    MAX_COMPLETION_TOKENS,
    /** Reports usage without a request for it, and refuses such a request. */
    NO_STREAM_OPTIONS,
    /** Does not support a reasoning effort. */
    NO_REASONING_EFFORT,
    /** Uses {@code any} instead of {@code required} as tool choice. */
    ANY_FOR_REQUIRED,
    /** Accepts PDFs in user messages, as a part {@code file}. */
    FILES,
    /** Expects an image as its address only, without an object around it. */
    IMAGE_AS_TEXT,
    /**
     * Accepts system messages only at the beginning. Later ones are sent as user messages, so that they keep their
     * place in the conversation.
     */
    SYSTEM_FIRST,
    /** Refuses a user message directly after a tool's output, which occurs after a cancelled or failed run. */
    NO_USER_AFTER_TOOL,
    /** Requires user and assistant messages to alternate. */
    ALTERNATING,
    /** Supports JSON objects as answers, but no schemas for them. */
    NO_SCHEMAS,
    /** Requires the last message to be a user's or a tool's. */
    USER_LAST,
    /**
     * Requires {@code reasoning_content} with each call of the current turn, even if another provider's model made the
     * call.
     */
    WANTS_REASONING_CONTENT,
    /** Expects {@code reasoning_details} back with the calls that followed them. */
    WANTS_REASONING_DETAILS,
    /** Also serves models of other makers, whose rules are chosen by the model's name. */
    MODELS_OF_OTHERS
}
