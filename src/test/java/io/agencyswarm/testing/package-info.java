/**
 * What tests use to cause real things: a model's server that does as it is told, faults included ({@link
 * io.agencyswarm.testing.ScriptedModelServer}), and a client that sees each byte of an answer and can be slow or go
 * away ({@link io.agencyswarm.testing.SseClient}).
 */
@NullMarked
package io.agencyswarm.testing;

import org.jspecify.annotations.NullMarked;
