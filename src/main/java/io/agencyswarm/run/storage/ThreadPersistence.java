package io.agencyswarm.run.storage;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.ThreadStore;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.ThreadKey;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads the conversation before a run and saves it afterwards: in the application's {@link ThreadStore}, if it has one,
 * otherwise in the service's store.
 */
@Startup
@Singleton
public class ThreadPersistence {

    private final Instance<ThreadStore> applicationStore;
    private final Store serviceStore;

    @Inject
    ThreadPersistence(Instance<ThreadStore> applicationStore, Store serviceStore) {
        this.applicationStore = applicationStore;
        this.serviceStore = serviceStore;
        if (applicationStore.isAmbiguous()) {
            throw new ConfigurationException("There are several ThreadStore beans, but only one can hold the threads: "
                    + applicationStore
                            .handlesStream()
                            .map(handle -> handle.getBean().getBeanClass().getName())
                            .sorted()
                            .toList()
                    + ". Keep one.");
        }
    }

    /** Returns whether the application stores the threads. */
    boolean usesThreadStore() {
        return applicationStore.isResolvable();
    }

    /**
     * Loads the conversation before a run: what the client sent, otherwise what is stored.
     *
     * @param ownItems how many items at the thread's end the run itself has stored
     */
    public Conversation load(RunRequest request, int ownItems) {
        ThreadKey thread = request.thread();
        if (thread == null || !request.history().items().isEmpty()) {
            return request.history();
        }
        if (!usesThreadStore()) {
            List<ThreadItem> items = serviceStore.threads().items(thread);
            return new Conversation(items.subList(0, Math.max(0, items.size() - ownItems)));
        }
        try {
            @Nullable Conversation loaded = applicationStore.get().load(thread);
            return loaded == null ? Conversation.EMPTY : loaded;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw failed("could not be loaded", e);
        }
    }

    /** Saves the conversation and the run's items with the application's bean, if there is one. */
    public void save(RunRequest request, Conversation history, List<ThreadItem> items) {
        ThreadKey thread = request.thread();
        if (thread == null || items.isEmpty() || !usesThreadStore()) {
            return;
        }
        try {
            applicationStore.get().save(thread, history.and(items));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw failed("was not saved, so the next message will not include this one", e);
        }
    }

    private static AgencyException failed(String what, Throwable failure) {
        return new AgencyException(
                ErrorCode.THREAD_STORE, "The thread " + what + ": " + AgencyException.reason(failure), failure);
    }
}
