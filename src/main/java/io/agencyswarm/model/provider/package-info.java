/**
 * Other providers' models, by LiteLLM's names ({@code litellm/<provider>/<model>}): the table of providers, their keys
 * and addresses, and {@link io.agencyswarm.model.provider.ProviderModelClient}; and the named endpoints with the
 * protocols of some of them. The wire formats are in {@code model.dialect}. Imports that, {@code model} and what it may
 * import; nothing imports this package.
 */
@NullMarked
package io.agencyswarm.model.provider;

import org.jspecify.annotations.NullMarked;
