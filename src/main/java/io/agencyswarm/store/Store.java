package io.agencyswarm.store;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores runs and threads. Thread-safe. Methods block; virtual threads may call them. An interrupt does not end a call,
 * which is short; the thread's interrupt status stays set. If the store can't be reached, methods throw an
 * {@link AgencyException} with {@link ErrorCode#STORE_UNAVAILABLE}. Nothing
 * was written then, unless the connection broke during the commit; each call can be repeated.
 */
public interface Store {

    /** Returns the rows of runs. */
    RunRepository runs();

    /** Returns the stored conversations. */
    ThreadRepository threads();

    /** Returns whether several processes can use this store at the same time. */
    boolean isShared();

    /** Returns whether the data survives a restart. */
    boolean isDurable();

    /**
     * Reads one row.
     *
     * @throws AgencyException if the store can't be reached
     */
    void ping();

    /**
     * Renews the lease of all live rows that this process owns.
     *
     * @param liveRunIds the ids of the process's runs
     * @return the ids of the runs that another process has taken over. Runs without a row yet, and runs that this
     *     process has ended, are not included
     */
    Set<String> renew(Collection<String> liveRunIds);

    /**
     * Ends rows whose lease has expired, and deletes data that has been stored long enough, both in small batches. Rows
     * of this process that none of its runs has are ended too, for example if an end could not be written.
     *
     * @param liveRunIds supplies the ids of the process's runs, whose rows are not ended; called after the rows were
     *     read, so that a run that starts meanwhile is included
     * @return whether there may be more to do at once
     */
    boolean sweep(Supplier<Collection<String>> liveRunIds);

    /** Opens the store of one kind. There is a bean for each kind. */
    interface StoreFactory {

        /** Returns the kind that it opens. */
        StoreConfig.StoreKind kind();

        /**
         * Opens the store. Called once, at start, and only for the configured kind.
         *
         * @throws io.quarkus.runtime.configuration.ConfigurationException if it can't be used as it is configured
         */
        Store open();
    }

    /** This process's runs, for the store. One bean of the {@code run} package. Methods never block. */
    interface LocalRuns {

        /**
         * Returns the ids of this process's live runs that have a row. A run is included from before its row is written
         * until after its end was written, because the store ends rows that no run has.
         */
        Collection<String> liveRunIds();

        /**
         * Returns {@code ip:port} at which peers reach this process, for the rows of its runs; null if it is not known.
         */
        @Nullable
        String address();

        /** Called when another process has taken over the run: it has to stop, and nothing more of it is written. */
        void onFenced(String runId);
    }

    /** Memory for stored items that are about to be loaded: a short request may load a long thread. */
    @FunctionalInterface
    interface LoadBudget {

        /** For items that are not counted. */
        LoadBudget UNCOUNTED = _ -> {};

        /**
         * Reserves memory. Called within the store's transaction, on any thread, so it must not block. May be called
         * again, because a transaction is repeated or a run has waited: the largest number counts, not the sum.
         *
         * @param bytes the size of the items' JSON
         * @throws AgencyException if there is not enough memory; nothing is loaded or written then
         */
        void reserve(long bytes);
    }

    /**
     * A page of a list.
     *
     * @param hasMore whether there are further entries after these
     */
    record Page<T>(List<T> entries, boolean hasMore) {

        /** Copies the list. */
        public Page {
            entries = List.copyOf(entries);
        }

        /** Returns the error of a query for the page after an entry that is not in the list. */
        public static PositionException missingEntry(String kind, String before) {
            return new PositionException("There is no " + kind + " \"" + before
                    + "\" in this list; it may have been deleted. Read the list from its beginning");
        }
    }

    /** A page or a fork is requested for a position that the list does not have. The message has no full stop. */
    final class PositionException extends AgencyException {

        private static final long serialVersionUID = 1L;

        /** An exception with the message for the client. */
        public PositionException(String message) {
            super(ErrorCode.INVALID_REQUEST, message);
        }
    }

    /** The result of a deletion. */
    enum DeletionResult {
        /** It was deleted. */
        DONE,
        /** It does not exist. */
        ABSENT,
        /** It is still live. */
        LIVE
    }
}
