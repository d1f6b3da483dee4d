package io.agencyswarm.store;

import org.jspecify.annotations.Nullable;

/**
 * Identifies a thread. Includes the caller, so that knowing an id is not enough to continue another caller's thread.
 *
 * @param agency the agency's name; threads of different agencies are independent
 * @param threadId as the client sent it, 1 to 256 characters; must be escaped before it is used in a path or a key
 * @param principal the subject of the caller's token if an OpenID Connect provider is configured; otherwise null
 */
public record ThreadKey(
        String agency, String threadId, @Nullable String principal) {}
