/**
 * Server-sent events: one event type, one reader for the model's streams, one writer for ours. Imports nothing of this
 * project.
 */
@NullMarked
package io.agencyswarm.sse;

import org.jspecify.annotations.NullMarked;
