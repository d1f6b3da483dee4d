package io.agencyswarm.sse;

import io.smallrye.mutiny.Multi;

/**
 * A response that is a stream of events, under demand. A separate type, because Quarkus would write a bare
 * {@code Multi} itself, without the space after each colon that clients expect.
 *
 * @param config settings of the connection to the client
 */
public record SseStream(Multi<SseEvent> events, StreamConfig config) {}
