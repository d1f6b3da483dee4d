package io.agencyswarm.http;

import io.agencyswarm.auth.Caller;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.store.ThreadsConfig;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Decides who may list stored runs and threads. If callers can't be told apart, the id is the only secret. */
@Singleton
class ListingPolicy {

    /** The number of entries of a page if the client sends no limit. */
    private static final int DEFAULT_LIMIT = 20;

    /** The maximum number of entries of a page. */
    private static final int MAX_LIMIT = 100;

    private final Caller caller;
    private final boolean listsAll;

    @Inject
    ListingPolicy(Caller caller, ThreadsConfig config, LaunchMode mode) {
        this.caller = caller;
        this.listsAll = config.listAll() || mode == LaunchMode.DEVELOPMENT;
    }

    /**
     * Returns whether the caller sees only their own entries.
     *
     * @throws AgencyException if the caller may not list
     */
    boolean isOwnOnly() {
        if (caller.principal() != null) {
            return true;
        }
        if (!listsAll) {
            throw new AgencyException(
                    ErrorCode.FORBIDDEN,
                    "Lists need a caller with a subject from an OpenID Connect provider. With a shared token, or none,"
                            + " all callers would see the entries of all others. To allow that, set"
                            + " agency-swarm.threads.list-all=true.");
        }
        return false;
    }

    /** Returns the maximum number of entries of a page. */
    static int limit(@Nullable String value) {
        return (int) QueryNumbers.read("limit", value, 1, MAX_LIMIT, DEFAULT_LIMIT);
    }

    /** Returns the subject whose entries the caller sees, or null for all. */
    @Nullable
    String principal() {
        return caller.principal();
    }
}
