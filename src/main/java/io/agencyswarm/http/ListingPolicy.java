package io.agencyswarm.http;

import io.agencyswarm.auth.Caller;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.store.ThreadsConfig;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Who may list what is kept. Where callers can't be told apart, an id is the only secret that there is. */
@Singleton
class ListingPolicy {

    /** The entries of a page where the client names no limit. */
    private static final int USUAL_LIMIT = 20;

    /** The most entries of a page. */
    private static final int LARGEST_LIMIT = 100;

    private final Caller caller;
    private final boolean everything;

    @Inject
    ListingPolicy(Caller caller, ThreadsConfig config, LaunchMode mode) {
        this.caller = caller;
        this.everything = config.listAll() || mode == LaunchMode.DEVELOPMENT;
    }

    /**
     * Whether the caller sees only what is their own.
     *
     * @throws AgencyException if the caller may not list
     */
    boolean isOwnOnly() {
        if (caller.subject() != null) {
            return true;
        }
        if (!everything) {
            throw new AgencyException(
                    ErrorCode.FORBIDDEN,
                    "Lists need a caller with a subject, from a provider of OpenID Connect: with one token for all, or"
                            + " none, everyone would see everyone's. Where all callers may, set"
                            + " agency-swarm.threads.list-all=true.");
        }
        return false;
    }

    /** How many entries a page has at most. */
    static int limit(@Nullable String asked) {
        return (int) QueryNumbers.read("limit", asked, 1, LARGEST_LIMIT, USUAL_LIMIT);
    }

    /** Whose entries the caller sees. */
    @Nullable
    String principal() {
        return caller.subject();
    }
}
