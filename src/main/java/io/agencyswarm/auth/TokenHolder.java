package io.agencyswarm.auth;

import java.security.Principal;

/** Whoever holds the service's own token: may everything, and is nobody by name. */
public record TokenHolder() implements Principal {

    @Override
    public String getName() {
        return "token";
    }
}
