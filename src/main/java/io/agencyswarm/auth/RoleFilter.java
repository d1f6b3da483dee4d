package io.agencyswarm.auth;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Holds callers to the roles, when the resource is found and the body is not read yet. It decides by the path parameter
 * that the resource itself goes by, so that no spelling of an address gets around it. Public, with its method, because
 * what Quarkus generates to call it is of another class loader where this jar is a dependency and the application runs
 * in dev or test mode.
 */
public class RoleFilter {

    private final Roles roles;
    private final Caller caller;

    @Inject
    RoleFilter(Roles roles, Caller caller) {
        this.roles = roles;
        this.caller = caller;
    }

    /** Lets the request pass, or answers it with 403. */
    @Guarded
    @ServerRequestFilter
    public void check(UriInfo address) {
        require(rule(address.getPathParameters()));
    }

    /** Lets the request for logs pass, or answers it with 403. */
    @GuardedLogs
    @ServerRequestFilter
    public void checkLogs() {
        require(roles.ofLogs());
    }

    private void require(Optional<Roles.Rule> needed) {
        needed.filter(rule -> !caller.hasOneOf(rule.roles())).ifPresent(rule -> {
            throw new AgencyException(ErrorCode.FORBIDDEN, rule.sentence());
        });
    }

    private Optional<Roles.Rule> rule(MultivaluedMap<String, String> parameters) {
        if (parameters.containsKey("agency")) {
            return roles.ofAgency(parameters.getFirst("agency"));
        }
        return parameters.containsKey("tool") ? roles.ofTools() : Optional.empty();
    }
}
