package io.agencyswarm.run;

/** Starts the virtual threads that may outlive the request that needs them. */
final class RunThreads {

    private RunThreads() {}

    /**
     * Starts a thread with the caller's class loader, by which an application's libraries find its classes, and with
     * nothing else of the caller's.
     */
    static Thread start(Runnable work) {
        // Without the thread locals that are inherited, the JDK leaves the class loader out as well.
        Thread thread = Thread.ofVirtual().inheritInheritableThreadLocals(false).unstarted(work);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        return thread;
    }
}
