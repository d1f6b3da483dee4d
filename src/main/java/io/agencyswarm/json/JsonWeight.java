package io.agencyswarm.json;

/**
 * Measures JSON against a byte limit: its bytes, or a fifteenth of the memory that its values take as trees if that is
 * more. Short texts take about fifteen times their bytes, longer ones less; an empty object takes a hundred times its
 * bytes, so a body of empty objects would fill the heap although its bytes are within the limit. For one thread.
 */
public final class JsonWeight {

    /** The maximum ratio of a tree's memory to the bytes of its JSON. */
    private static final int MEMORY_PER_BYTE = 15;

    // Memory in bytes, including the copy that is made of each item of a conversation. By measurement, a history of the
    // shortest messages counts as its bytes.
    private static final int OBJECT = 280;
    private static final int LIST = 64;
    private static final int FIELD = 48;
    private static final int ELEMENT = 18;

    private long bytes;
    private long values;

    /** Adds the next part of a text, which may be split anywhere. */
    public void add(byte[] part) {
        bytes += part.length;
        for (byte c : part) {
            // Counts these characters inside strings too, where they are too rare to matter.
            switch (c) {
                case '{' -> values += OBJECT;
                case '[' -> values += LIST;
                case ':' -> values += FIELD;
                case ',' -> values += ELEMENT;
                default -> {}
            }
        }
    }

    /** Returns the weight of all parts, in bytes. */
    public long total() {
        return Math.max(bytes, (2 * bytes + values) / MEMORY_PER_BYTE);
    }

    /** Returns whether a text weighs more than a limit. */
    public static boolean exceeds(byte[] json, long limit) {
        if (json.length <= limit * MEMORY_PER_BYTE / (OBJECT + 2)) {
            return false;
        }
        JsonWeight weight = new JsonWeight();
        weight.add(json);
        return weight.total() > limit;
    }
}
