package io.agencyswarm.cluster;

import io.agencyswarm.observe.Outcome;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Claims each run of this process for as long as it goes on. */
@Singleton
class RunOwners implements RunObserver {

    private final Owners owners;

    @Inject
    RunOwners(Owners owners) {
        this.owners = owners;
    }

    @Override
    public Span begin(Step.Run run) {
        if (!owners.known()) {
            return Span.NONE;
        }
        Subject subject = Subject.run(run.runId());
        return new Claim(owners, subject, owners.claim(subject));
    }

    private record Claim(Owners owners, Subject subject, Future<?> heard) implements Span {

        @Override
        public Span begin(Step child) {
            return NONE;
        }

        @Override
        public void answering() {
            // A run is owned before it says anything.
        }

        @Override
        public void end(Outcome outcome) {
            heard.onComplete(done -> owners.release(subject));
        }
    }
}
