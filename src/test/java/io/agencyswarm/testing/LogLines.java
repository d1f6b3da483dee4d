package io.agencyswarm.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;

/** What is logged while this is open. */
public final class LogLines extends Handler implements AutoCloseable {

    /** Puts what a message speaks of into it. */
    private static final PatternFormatter FORMAT = new PatternFormatter("%s");

    private final Logger root = Logger.getLogger("");
    private final List<String> packages;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Warnings and worse. */
    public LogLines() {
        this(Level.WARNING);
    }

    /**
     * What is logged at a level or above, by classes of packages whose names begin with one of these, if there are any.
     * Name them where nothing may be logged: tests that run beside this one log too.
     */
    public LogLines(Level lowest, String... packages) {
        this.packages = List.of(packages);
        setLevel(lowest);
        root.addHandler(this);
    }

    /** Each as its level, its logger, its message and its exception, if there is one. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord logged) {
        if (isLoggable(logged) && isOfInterest(logged.getLoggerName())) {
            lines.add(logged.getLevel() + " " + logged.getLoggerName() + " " + FORMAT.format(ExtLogRecord.wrap(logged))
                    + (logged.getThrown() == null ? "" : " with " + logged.getThrown()));
        }
    }

    private boolean isOfInterest(@Nullable String logger) {
        return packages.isEmpty() || (logger != null && packages.stream().anyMatch(logger::startsWith));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
