/**
 * Streams of events. {@link io.agencyswarm.sse.SseParser} reads those of models and of tools' servers. A resource
 * returns an {@link io.agencyswarm.sse.SseStream}, whose events are encoded and written as the client reads them.
 * {@link io.agencyswarm.sse.StreamWriter} and {@link io.agencyswarm.sse.ResponseAborter} write and cut off any response
 * that is a stream, such as one that is forwarded from another pod. Imports {@code setting}.
 */
@NullMarked
package io.agencyswarm.sse;

import org.jspecify.annotations.NullMarked;
