/**
 * Requests over HTTP to servers that a client or a setting names: which hosts may be connected to ({@link
 * io.agencyswarm.net.AllowedHosts}), the addresses that were checked ({@link io.agencyswarm.net.AddressResolver}), and
 * the answer's bytes ({@link io.agencyswarm.net.ResponseStream}). Knows neither models, files nor peers, which use it.
 * Imports {@code error}.
 */
@NullMarked
package io.agencyswarm.net;

import org.jspecify.annotations.NullMarked;
