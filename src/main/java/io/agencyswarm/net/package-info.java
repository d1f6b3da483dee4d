/**
 * Addresses and connections. The addresses of servers ({@link io.agencyswarm.net.HostAndPort},
 * {@link io.agencyswarm.net.HttpUrl}, {@link io.agencyswarm.net.BaseUrl}), and URLs that hold their content
 * ({@link io.agencyswarm.net.DataUrl}). Requests over HTTP to servers that a client or a setting names: the hosts that
 * may be connected to ({@link io.agencyswarm.net.AllowedHosts}), the addresses that were checked
 * ({@link io.agencyswarm.net.AllowedAddressResolver}), the threads on which names are looked up
 * ({@link io.agencyswarm.net.PlatformThreads}), the headers that may be added
 * ({@link io.agencyswarm.net.HeaderRules}), pools ({@link io.agencyswarm.net.Connections}), the response's bytes
 * ({@link io.agencyswarm.net.ResponseStream}), and the words for a connection that failed
 * ({@link io.agencyswarm.net.NetworkFault}). Independent of models, files and peers, which use it. Imports
 * {@code error} and {@code text}.
 */
@NullMarked
package io.agencyswarm.net;

import org.jspecify.annotations.NullMarked;
