package io.agencyswarm.item;

/**
 * What JSON counts as against a limit of bytes: its bytes, or a fifteenth of the memory that its values take as trees,
 * where that is more. A text takes about fifteen times its bytes at worst, if it is short; an empty object takes a hundred
 * times as much, so that a body of nothing else would fill a heap that its bytes do not. For one thread.
 */
public final class JsonWeight {

    /** How much larger than JSON its tree may be. */
    private static final int MEMORY_PER_BYTE = 15;

    // Bytes of memory, with the copy that is made of each item of a conversation. A history of the shortest messages,
    // which
    // was measured, counts as its bytes.
    private static final int OBJECT = 280;
    private static final int LIST = 64;
    private static final int FIELD = 48;
    private static final int ELEMENT = 18;

    private long bytes;
    private long values;

    /** Adds the next part of a text, which may be cut anywhere. */
    public void add(byte[] part) {
        bytes += part.length;
        for (byte c : part) {
            // Also within texts: there these are seldom enough to make no difference.
            switch (c) {
                case '{' -> values += OBJECT;
                case '[' -> values += LIST;
                case ':' -> values += FIELD;
                case ',' -> values += ELEMENT;
                default -> {}
            }
        }
    }

    /** What all parts count as, in bytes. */
    public long total() {
        return Math.max(bytes, (2 * bytes + values) / MEMORY_PER_BYTE);
    }

    /** Whether a text counts as more than a limit. */
    public static boolean exceeds(byte[] json, long limit) {
        if (json.length <= limit * MEMORY_PER_BYTE / (OBJECT + 2)) {
            return false;
        }
        JsonWeight weight = new JsonWeight();
        weight.add(json);
        return weight.total() > limit;
    }
}
