package io.agencyswarm.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged while this is open. */
final class LogLines extends Handler implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Warnings and worse. */
    LogLines() {
        this(Level.WARNING);
    }

    /** What is logged at a level or above. */
    LogLines(Level lowest) {
        setLevel(lowest);
        root.addHandler(this);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord logged) {
        if (isLoggable(logged)) {
            lines.add(logged.getLevel() + " " + logged.getLoggerName() + " " + logged.getMessage()
                    + (logged.getThrown() == null ? "" : " with " + logged.getThrown()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
