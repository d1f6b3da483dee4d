/**
 * Who asks, as a provider of OpenID Connect proved it, and what their roles let them do. Tokens themselves are checked
 * by Quarkus. Imports {@code agency} and what is below it.
 */
@NullMarked
package io.agencyswarm.auth;

import org.jspecify.annotations.NullMarked;
