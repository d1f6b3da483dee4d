package io.agencyswarm.store;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where runs and threads are kept. Safe for several threads. Methods block; virtual threads may call them. An interrupt does
 * not end a call, which is short; the caller finds it afterwards. Where the store can't be reached they throw an
 * {@link io.agencyswarm.error.AgencyException} with {@link io.agencyswarm.error.ErrorCode#STORE_UNAVAILABLE}, and
 * nothing of the call was written, unless its commit was on its way: each call can be repeated.
 */
public interface Store {

    /** The rows of runs. */
    RunRepository runs();

    /** The threads. */
    ThreadRepository threads();

    /** Whether several processes can use this store at a time. */
    boolean isShared();

    /** Whether what is kept is still there after a restart. */
    boolean isDurable();

    /**
     * Reads one row.
     *
     * @throws io.agencyswarm.error.AgencyException if the store can't be reached
     */
    void ping();

    /**
     * Renews the lease of all rows that this process owns and that are not over.
     *
     * @param live the runs that the process has
     * @return those of them that are not its own any more, because they were given up; those whose rows are not there,
     *     because they are about to be written, and those that this process has ended itself are not among them
     */
    Set<String> renew(Collection<String> live);

    /**
     * Ends rows whose lease is over, and deletes what is kept long enough, both in small batches. Rows of this process are
     * ended too where no run of it has them any more, as after an end that could not be written.
     *
     * @param live the runs that the process has, which are never ended; asked for after the rows were read, so that a run
     *     that begins meanwhile is among them
     * @return whether there may be more to do at once
     */
    boolean sweep(Supplier<Collection<String>> live);

    /** Opens the store of one kind. A bean for each kind. */
    interface StoreFactory {

        /** The kind that it opens. */
        StoreConfig.StoreKind kind();

        /**
         * Opens the store; called once, at the start, and only for the kind that is configured.
         *
         * @throws io.quarkus.runtime.configuration.ConfigurationException if it can't be used as it is configured
         */
        Store open();
    }

    /**
     * A part of a list.
     *
     * @param hasMore whether there are further entries after these
     */
    record Page<T>(List<T> entries, boolean hasMore) {

        /** Copies the list. */
        public Page {
            entries = List.copyOf(entries);
        }

        /** The fault of a request for what follows an entry that is not in the list. */
        public static InvalidRequestException noEntry(String kind, String before) {
            return new InvalidRequestException(List.of(new Problem(
                    List.of("query", "before"),
                    "There is no " + kind + " \"" + before + "\" in this list; it may have been deleted. Read the list"
                            + " from its beginning",
                    "value_error")));
        }
    }

    /** What became of a deletion. */
    enum Deleted {
        /** It is gone. */
        DONE,
        /** It is not there. */
        ABSENT,
        /** It is still live. */
        LIVE
    }
}
