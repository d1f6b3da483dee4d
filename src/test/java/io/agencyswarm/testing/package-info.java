/**
 * Servers and clients for tests: a scripted model server that can also fail
 * ({@link io.agencyswarm.testing.ScriptedModelServer}), and a client that sees each byte of a response, can be slow and
 * can disconnect ({@link io.agencyswarm.testing.SseClient}).
 */
@NullMarked
package io.agencyswarm.testing;

import org.jspecify.annotations.NullMarked;
