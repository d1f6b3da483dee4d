package io.agencyswarm.store;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a thread. Includes the caller, so that knowing an id is not enough to continue another caller's thread.
 *
 * @param agency the agency's name; threads of different agencies are independent
 * @param threadId as the client sent it, 1 to 256 characters and not blank; must be escaped before it is used in a path
 *     or a key
 * @param principal the subject of the caller's token if an OpenID Connect provider is configured; otherwise null
 */
public record ThreadKey(
        String agency, String threadId, @Nullable String principal) {

    /** The maximum number of characters of a thread's id. */
    public static final int MAX_ID_LENGTH = 256;

    /** Checks the id. */
    public ThreadKey {
        checkId(threadId);
    }

    /** Returns whether a text is a valid thread id. */
    public static boolean isId(String text) {
        return !text.isBlank() && text.length() <= MAX_ID_LENGTH;
    }

    /**
     * Checks that a text is a valid thread id.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static void checkId(String threadId) {
        if (!isId(threadId)) {
            throw new IllegalArgumentException("The id of a thread must have 1 to " + MAX_ID_LENGTH
                    + " characters and must not be blank, but "
                    + (threadId.isBlank() ? "\"" + threadId + "\" is blank." : "it has " + threadId.length() + "."));
        }
    }

    /** Returns the refusal of a new thread with this key, if there is one already. */
    public AgencyException takenException() {
        return new AgencyException(
                ErrorCode.CONFLICT, "A thread \"" + threadId + "\" already exists. Send the request with another id.");
    }
}
