package io.agencyswarm.model.dialect;

/** Finds the end of a JSON object that arrives in pieces, without parsing it. */
final class JsonEndDetector {

    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean ended;

    /** Reads the next piece. Text after the end is ignored. */
    void read(String piece) {
        for (int i = 0; i < piece.length() && !ended; i++) {
            char c = piece.charAt(i);
            if (inString) {
                readInString(c);
            } else {
                switch (c) {
                    case '"' -> inString = true;
                    case '{', '[' -> depth++;
                    case '}', ']' -> ended = --depth <= 0;
                    default -> {
                        // Other characters do not change the depth.
                    }
                }
            }
        }
    }

    private void readInString(char c) {
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inString = false;
        }
    }

    /** Returns whether the object is complete. */
    boolean hasEnded() {
        return ended;
    }

    /** Starts again with a new object. */
    void restart() {
        depth = 0;
        inString = false;
        escaped = false;
        ended = false;
    }
}
