package io.agencyswarm.run.call;

import java.security.Principal;

/** The holder of the service's own token. May do everything. Has no subject. */
public record ServiceTokenPrincipal() implements Principal {

    @Override
    public String getName() {
        return "token";
    }
}
