/**
 * How providers really answer, as tests. Cases under {@code src/test/resources/quirks} are played against the running
 * application: {@link io.agencyswarm.quirks.ScriptedProvider} stands for the provider and refuses what real ones refuse
 * ({@link io.agencyswarm.quirks.ProviderRules}), {@link io.agencyswarm.quirks.QuirkPlayer} makes the calls, {@link
 * io.agencyswarm.quirks.Comparer} and {@link io.agencyswarm.quirks.Invariants} judge. None of these uses code of the
 * application, which could hide a fault of its own. The same rules hold random conversations ({@link
 * io.agencyswarm.quirks.ConversationsFuzzTest}), and agents of different providers in one run ({@link
 * io.agencyswarm.quirks.ProvidersTogetherTest}).
 */
@NullMarked
package io.agencyswarm.quirks;

import org.jspecify.annotations.NullMarked;
