package io.agencyswarm.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Writes the activity log of a run: one line for each event that an operator may want to know, such as the agents that
 * ran, the tool calls and the errors. Messages are never logged. Safe for several threads. If the disk is full, events
 * are lost and the run continues.
 */
public final class ActivityLog {

    private static final long BLOCK = 4_096;

    private final Path file;
    private final long maxBytes;
    private final LongConsumer grew;
    private final Consumer<IOException> failed;

    /**
     * A log. If the file exists, events are appended to it.
     *
     * @param grew receives the growth of the log on disk, in bytes
     * @param failed receives the reason why an event could not be written
     */
    ActivityLog(Path file, long maxBytes, LongConsumer grew, Consumer<IOException> failed) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.grew = grew;
        this.failed = failed;
    }

    /** Writes an event, if its kind is logged. */
    public void accept(RunEvent event) {
        switch (event) {
            case RunEvent.Started(String runId, Map<String, Object> _) -> write("INFO", "Run " + runId + " began");
            case RunEvent.AgentUpdated updated ->
                write("INFO", "Agent " + updated.from().name() + " runs");
            case RunEvent.ToolCalled called ->
                write(
                        "INFO",
                        "Agent " + called.from().name() + " calls "
                                + called.call().name() + " (" + called.call().callId() + ")");
            case RunEvent.ItemCreated(AgentRun from, Item item, String _) -> {
                if (item instanceof Item.HostedCall call) {
                    write("INFO", "Agent " + from.name() + " used " + call.type() + " (" + call.id() + ")");
                }
            }
            case RunEvent.ToolReturned returned ->
                write("INFO", "Call " + returned.output().callId() + " returned");
            case RunEvent.HandoffOccurred handoff ->
                write(
                        "INFO",
                        "Agent " + handoff.from().name() + " handed over to "
                                + handoff.to().name());
            case RunEvent.RunFailed(String message) -> write("ERROR", message);
            case RunEvent.Ended(RunResult result) -> write("INFO", endLine(result));
            case RunEvent.ModelSent _,
                    RunEvent.ToolProgress _,
                    RunEvent.ReasoningCreated _,
                    RunEvent.MessageCreated _,
                    RunEvent.HandoffRequested _ -> {}
        }
    }

    /** Returns the disk space of a file of this size: complete blocks, which matters because most logs are short. */
    static long diskBytes(long bytes) {
        return (bytes + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static String endLine(RunResult result) {
        return "Run " + result.runId() + (result.cancelled() ? " was cancelled after " : " ended after ")
                + result.usage().requestCount() + " model requests and "
                + result.usage().tokens().totalTokens() + " tokens";
    }

    private synchronized void write(String level, String message) {
        ObjectNode entry = Json.object().put("message", message);
        entry.putObject("details").put("timestamp", Instant.now().toString()).put("level", level);
        byte[] line = (Json.text(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (SeekableByteChannel channel = OwnerOnlyFiles.append(file)) {
                long size = channel.size();
                if (size == 0 || size + line.length <= maxBytes) {
                    ByteBuffer remaining = ByteBuffer.wrap(line);
                    while (remaining.hasRemaining()) {
                        channel.write(remaining);
                    }
                    grew.accept(diskBytes(size + line.length) - diskBytes(size));
                }
            }
        } catch (IOException e) {
            failed.accept(e);
        }
    }
}
