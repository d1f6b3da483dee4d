/**
 * Server-sent events: one event type, one parser for the models' streams, one encoder for the service's own. Imports
 * {@code setting}.
 */
@NullMarked
package io.agencyswarm.sse;

import org.jspecify.annotations.NullMarked;
