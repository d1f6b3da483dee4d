/**
 * The build for AG-UI over HTTP, with a scripted model behind it. Every stream that
 * {@link io.agencyswarm.agui.AguiClient} reads is held against the protocol's rules of order,
 * {@link io.agencyswarm.agui.AguiOrder}.
 */
@NullMarked
package io.agencyswarm.agui;

import org.jspecify.annotations.NullMarked;
