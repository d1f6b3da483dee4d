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

    private final Caller caller;
    private final boolean listsAll;

    @Inject
    ListingPolicy(Caller caller, ThreadsConfig config, LaunchMode mode) {
        this.caller = caller;
        this.listsAll = config.listAll() || mode == LaunchMode.DEVELOPMENT;
    }

    /**
     * The entries that a caller sees.
     *
     * @param ownOnly whether these are only the caller's own
     * @param principal the subject whose entries the caller sees, or null for all
     */
    record ListingScope(boolean ownOnly, @Nullable String principal) {}

    /**
     * Returns the entries that the caller sees.
     *
     * @throws AgencyException if the caller may not list
     */
    ListingScope requireScope() {
        @Nullable String principal = caller.principal();
        if (principal == null && !listsAll) {
            throw new AgencyException(
                    ErrorCode.FORBIDDEN,
                    "Lists need a caller with a subject from an OpenID Connect provider. With a shared token, or none,"
                            + " all callers would see the entries of all others. To allow that, set"
                            + " agency-swarm.threads.list-all=true.");
        }
        return new ListingScope(principal != null, principal);
    }
}
