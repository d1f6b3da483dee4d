/**
 * What the providers that are reached over HTTP have in common: addresses, connections, the course of one request on
 * them, and what a refusal says. For the providers, and for whoever reads a client's addresses. Imports {@code model}
 * and what it may import.
 */
@NullMarked
package io.agencyswarm.model.http;

import org.jspecify.annotations.NullMarked;
