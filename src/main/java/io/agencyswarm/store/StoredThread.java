package io.agencyswarm.store;

import io.agencyswarm.item.Item;
import io.agencyswarm.item.ThreadItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread without its items. Times are milliseconds since the epoch, of the store's clock.
 *
 * @param title the chat name, until a run ends with another one; if there is none, {@link #titleOf} the thread's items;
 *     may be empty
 * @param version increases with each write to its items
 * @param liveRunId the run that adds to it now; null for none
 */
public record StoredThread(
        ThreadKey key,
        String title,
        long createdAt,
        long updatedAt,
        int itemCount,
        long bytes,
        long version,
        @Nullable String liveRunId) {

    private static final int TITLE_CHARACTERS = 60;

    /**
     * Returns the title that these items give to a thread without a chat name: the first 60 characters (code points) of
     * the first text of the user.
     *
     * @return empty if the user sent no text
     */
    public static String titleOf(List<ThreadItem> items) {
        for (ThreadItem item : items) {
            if (item.item() instanceof Item.Message message
                    && message.role().equals("user")
                    && item.origin().callerAgent() == null) {
                String text = message.text();
                if (!text.isEmpty()) {
                    return beginning(text);
                }
            }
        }
        return "";
    }

    private static String beginning(String text) {
        // A code point has at most two chars, so a long text need not be counted to its end.
        String part = text.substring(0, Math.min(text.length(), 2 * TITLE_CHARACTERS + 1));
        return part.codePointCount(0, part.length()) <= TITLE_CHARACTERS
                ? part
                : part.substring(0, part.offsetByCodePoints(0, TITLE_CHARACTERS));
    }
}
