package io.agencyswarm.run;

import io.agencyswarm.model.Models;
import io.agencyswarm.observe.RunObservers;

/** What all runs share. */
record RunServices(
        Models models,
        RunConfig limits,
        ActiveRuns active,
        QuickReplies quickReplies,
        Threads threads,
        ToolThreads toolThreads,
        RunObservers observers) {}
