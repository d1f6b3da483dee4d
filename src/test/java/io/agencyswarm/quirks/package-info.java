/**
 * Tests with the answers of real providers. Cases in {@code src/test/resources/quirks} are played against the running
 * application: {@link io.agencyswarm.quirks.ScriptedProvider} replaces the provider and rejects what real ones reject
 * ({@link io.agencyswarm.quirks.ProviderRules}), {@link io.agencyswarm.quirks.QuirkPlayer} sends the requests,
 * {@link io.agencyswarm.quirks.Comparer} and {@link io.agencyswarm.quirks.Invariants} compare the answers. None of
 * these uses code of the application, whose faults could cancel out. The same rules apply to random conversations
 * ({@link io.agencyswarm.quirks.ConversationsFuzzTest}), and agents of different providers in one run
 * ({@link io.agencyswarm.quirks.ProvidersTogetherTest}).
 */
@NullMarked
package io.agencyswarm.quirks;

import org.jspecify.annotations.NullMarked;
