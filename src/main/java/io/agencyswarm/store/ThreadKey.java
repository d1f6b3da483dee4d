package io.agencyswarm.store;

import org.jspecify.annotations.Nullable;

/**
 * What names a thread. All of it: with the id alone, whoever knows another caller's could go on with their thread.
 *
 * @param agency the agency's name: threads of two agencies have nothing to do with each other
 * @param threadId as the client sent it, 1 to 256 characters; never to be used as a path or a key without care
 * @param principal the subject of the caller's token where an OpenID Connect provider is configured, null for all
 *     others
 */
public record ThreadKey(
        String agency, String threadId, @Nullable String principal) {}
