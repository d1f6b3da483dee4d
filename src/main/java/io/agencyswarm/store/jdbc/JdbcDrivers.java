package io.agencyswarm.store.jdbc;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Whether the driver of a database is on the class path, where it is only for applications that use it. */
final class JdbcDrivers {

    private JdbcDrivers() {}

    /** Whether there is such a class. */
    static boolean has(String className) {
        try {
            Class.forName(className, false, JdbcDrivers.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    /**
     * Stops the start where the driver is missing.
     *
     * @param artifact where it is found
     */
    static void require(String className, String kind, String artifact) {
        if (!has(className)) {
            throw new ConfigurationException("agency-swarm.store.kind is " + kind
                    + ", but its JDBC driver is not on the class path. Add the dependency " + artifact + ".");
        }
    }
}
