package io.agencyswarm.run;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.ThreadItem;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks the application's {@link ThreadStore}, if it has one. */
@Startup
@Singleton
class Threads {

    private static final Logger LOG = Logger.getLogger(Threads.class);

    private final Instance<ThreadStore> store;
    private final AtomicBoolean warned = new AtomicBoolean();

    @Inject
    Threads(Instance<ThreadStore> store) {
        this.store = store;
        if (store.isAmbiguous()) {
            throw new ConfigurationException(
                    "There are several ThreadStore beans, so that a thread could be in any of them: "
                            + store.handlesStream()
                                    .map(handle ->
                                            handle.getBean().getBeanClass().getName())
                                    .sorted()
                                    .toList()
                            + ". Keep one.");
        }
    }

    /** What was said before a run: what the client sent, else what the store holds. */
    Conversation load(RunRequest request) {
        ThreadStore.Key thread = request.thread();
        if (thread == null || !request.history().items().isEmpty() || !there()) {
            return request.history();
        }
        try {
            @Nullable Conversation loaded = store.get().load(thread);
            return loaded == null ? Conversation.EMPTY : loaded;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw failed("could not be loaded", e);
        }
    }

    /** Keeps a conversation with what was said since. */
    void save(RunRequest request, Conversation history, List<ThreadItem> said) {
        ThreadStore.Key thread = request.thread();
        if (thread == null || said.isEmpty() || !there()) {
            return;
        }
        try {
            store.get().save(thread, history.and(said));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw failed("was not saved, so that the next message will not know of this one", e);
        }
    }

    private boolean there() {
        if (store.isResolvable()) {
            return true;
        }
        if (warned.compareAndSet(false, true)) {
            LOG.warn("A request names a thread_id, but there is no ThreadStore bean: nothing is loaded or saved.");
        }
        return false;
    }

    private static AgencyException failed(String what, Throwable failure) {
        return new AgencyException(
                ErrorCode.THREAD_STORE, "The thread " + what + ": " + AgencyException.reason(failure), failure);
    }
}
