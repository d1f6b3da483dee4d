package io.agencyswarm.quirks;

/** The format of a model request, by its path. */
enum WireFormat {
    CHAT,
    RESPONSES,
    ANTHROPIC,
    GEMINI,
    OLLAMA,
    BEDROCK,
    UNKNOWN;

    static WireFormat of(String target) {
        String path = target.split("\\?", 2)[0];
        if (path.endsWith("/chat/completions")) {
            return CHAT;
        }
        if (path.endsWith("/responses")) {
            return RESPONSES;
        }
        if (path.endsWith("/messages")) {
            return ANTHROPIC;
        }
        if (path.endsWith("enerateContent")) {
            return GEMINI;
        }
        if (path.endsWith("/api/chat")) {
            return OLLAMA;
        }
        return path.endsWith("/converse-stream") ? BEDROCK : UNKNOWN;
    }
}
