/**
 * Requests over HTTP to servers that a client or a setting names: which hosts may be connected to ({@link
 * io.agencyswarm.net.AllowedHosts}), the addresses that were checked ({@link io.agencyswarm.net.AddressResolver}), which
 * headers may be added ({@link io.agencyswarm.net.HeaderRules}), and the answer's bytes ({@link
 * io.agencyswarm.net.ResponseStream}). Knows neither models, files nor peers, which use it. Imports {@code error}.
 */
@NullMarked
package io.agencyswarm.net;

import org.jspecify.annotations.NullMarked;
