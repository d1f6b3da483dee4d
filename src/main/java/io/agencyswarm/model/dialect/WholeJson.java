package io.agencyswarm.model.dialect;

/** Tells, piece by piece, whether a JSON object has come to its end, without reading what it holds. */
final class WholeJson {

    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean ended;

    /** Takes the next piece; what follows the end means nothing. */
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
                        // What stands between tells nothing.
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

    /** Whether the object is whole. */
    boolean ended() {
        return ended;
    }

    /** Back to the beginning. */
    void restart() {
        depth = 0;
        inString = false;
        escaped = false;
        ended = false;
    }
}
