package io.agencyswarm.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What is logged while this is open. */
public final class LogLines extends Handler implements AutoCloseable {

    /** Puts what a message speaks of into it. */
    private static final PatternFormatter FORMAT = new PatternFormatter("%s");

    private final Logger root = Logger.getLogger("");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Warnings and worse. */
    public LogLines() {
        this(Level.WARNING);
    }

    /** What is logged at a level or above. */
    public LogLines(Level lowest) {
        setLevel(lowest);
        root.addHandler(this);
    }

    /** Each as its level, its logger, its message and its exception, if there is one. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord logged) {
        if (isLoggable(logged)) {
            lines.add(logged.getLevel() + " " + logged.getLoggerName() + " " + FORMAT.format(ExtLogRecord.wrap(logged))
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
