/**
 * Tests of the AG-UI build over HTTP, with a scripted model. Every stream that {@link io.agencyswarm.agui.AguiClient}
 * reads is checked against the protocol's rules for the order of events, {@link io.agencyswarm.agui.AguiOrder}.
 */
@NullMarked
package io.agencyswarm.agui;

import org.jspecify.annotations.NullMarked;
