/**
 * Tools that the model's provider runs: {@link io.agencyswarm.tool.hosted.HostedTools} makes them, an agent's
 * {@code tools(…)} takes them. This service only sends their settings and reads the items that come of them. Imports
 * {@code item} and {@code error}.
 */
@NullMarked
package io.agencyswarm.tool.hosted;

import org.jspecify.annotations.NullMarked;
