/**
 * The addresses of servers ({@link io.agencyswarm.net.HostAndPort}, {@link io.agencyswarm.net.HttpUrl},
 * {@link io.agencyswarm.net.BaseUrl}), and requests over HTTP to servers that a client or a setting names: the hosts
 * that may be connected to ({@link io.agencyswarm.net.AllowedHosts}), the addresses that were checked
 * ({@link io.agencyswarm.net.AddressResolver}), the headers that may be added ({@link io.agencyswarm.net.HeaderRules}),
 * and the response's bytes ({@link io.agencyswarm.net.ResponseStream}). Independent of models, files and peers, which
 * use it. Imports {@code error} and {@code text}.
 */
@NullMarked
package io.agencyswarm.net;

import org.jspecify.annotations.NullMarked;
