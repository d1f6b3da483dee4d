/**
 * Who asks, as a provider of OpenID Connect proved it, and what their roles let them do. Tokens themselves are checked
 * by Quarkus. Imports {@code agency}, what is below it, and {@code optional}.
 */
@NullMarked
package io.agencyswarm.auth;

import org.jspecify.annotations.NullMarked;
