package io.agencyswarm.service.observe;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Stores the finished spans. */
@Singleton
@IfBuildProperty(name = "service-tests.spans", stringValue = "true")
class Spans implements SpanProcessor {

    private final List<SpanData> ended = new CopyOnWriteArrayList<>();

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Only the end counts.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        ended.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    void forget() {
        ended.clear();
    }

    List<SpanData> all() {
        return List.copyOf(ended);
    }

    /** Returns the only span that matches. */
    SpanData one(Predicate<SpanData> expected) {
        List<SpanData> matches = ended.stream().filter(expected).toList();
        if (matches.size() != 1) {
            throw new AssertionError(matches.size() + " spans fit, of " + all());
        }
        return matches.getFirst();
    }

    SpanData named(String name) {
        return one(span -> span.getName().equals(name));
    }

    /**
     * Returns a span and its descendants, one line each, indented by two blanks per level, in the order of their start.
     */
    List<String> tree(SpanData root) {
        List<String> lines = new ArrayList<>();
        draw(root, "", lines);
        return lines;
    }

    private void draw(SpanData span, String indent, List<String> lines) {
        lines.add(indent + span.getName() + " " + span.getKind());
        ended.stream()
                .filter(child -> child.getParentSpanId().equals(span.getSpanId()))
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .forEach(child -> draw(child, indent + "  ", lines));
    }
}
