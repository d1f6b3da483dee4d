package io.agencyswarm.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fails a given number of times, then answers with an empty stream. */
final class FailingModelClient implements ModelClient {

    /** An answer without events. */
    static final ModelStream ANSWER = new ModelStream() {
        @Override
        public @Nullable ModelEvent next() {
            return null;
        }

        @Override
        public void close() {}
    };

    private final Deque<RuntimeException> failures;
    private final List<ModelRequest> requests = new ArrayList<>();

    FailingModelClient(RuntimeException... failures) {
        this.failures = new ArrayDeque<>(List.of(failures));
    }

    /** Returns the requests so far. */
    List<ModelRequest> requests() {
        return requests;
    }

    @Override
    public String prefix() {
        return "failing/";
    }

    @Override
    public ModelStream open(ModelRequest request) {
        requests.add(request);
        fail();
        return ANSWER;
    }

    @Override
    public String upload(FileUpload file) {
        fail();
        return "file-1";
    }

    private void fail() {
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
    }
}
