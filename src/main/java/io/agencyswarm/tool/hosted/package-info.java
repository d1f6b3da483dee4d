/**
 * Tools that the model's provider runs. {@link io.agencyswarm.tool.hosted.HostedTools} creates them for an agent's
 * {@code tools(…)}. This service only sends their settings and reads the items of their calls. Imports {@code error},
 * {@code json} and {@code net}.
 */
@NullMarked
package io.agencyswarm.tool.hosted;

import org.jspecify.annotations.NullMarked;
