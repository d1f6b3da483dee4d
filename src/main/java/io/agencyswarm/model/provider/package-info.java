/**
 * Other providers' models, by LiteLLM's names ({@code litellm/<provider>/<model>}): the table of providers, their keys
 * and addresses, and {@link io.agencyswarm.model.provider.ProviderModelClient}; and the named servers with the
 * protocols of some of them. The wire formats are in {@code model.dialect}. Imports {@code error}, {@code json},
 * {@code model}, {@code model.call}, {@code model.dialect}, {@code model.http}, {@code net} and {@code sse}. Nothing
 * imports this package: CDI finds its clients.
 */
@NullMarked
package io.agencyswarm.model.provider;

import org.jspecify.annotations.NullMarked;
