/**
 * The caller of a request, as authenticated by the service's token or an OpenID Connect provider, and the roles that
 * callers need. Quarkus checks the provider's tokens. Imports {@code agency}, {@code error} and
 * {@code run.call}.
 */
@NullMarked
package io.agencyswarm.auth;

import org.jspecify.annotations.NullMarked;
