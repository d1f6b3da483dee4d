/** Who may use the service: tokens, OpenID Connect, roles, origins, and what callers see of each other. */
@NullMarked
package io.agencyswarm.service.access;

import org.jspecify.annotations.NullMarked;
