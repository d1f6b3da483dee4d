package io.agencyswarm.auth;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Checks the caller's roles after the resource is matched and before the body is read. It decides by the same path
 * parameter as the resource, so that an unusual spelling of a path can't bypass it. The class and its method are public
 * because the code that Quarkus generates to call them has another class loader where this jar is a dependency and the
 * application runs in dev or test mode.
 */
public class RoleFilter {

    private final RoleRules roles;
    private final Caller caller;

    @Inject
    RoleFilter(RoleRules roles, Caller caller) {
        this.roles = roles;
        this.caller = caller;
    }

    /** Lets the request pass, or answers 403. */
    @Guarded
    @ServerRequestFilter
    public void check(UriInfo uri) {
        require(rule(uri.getPathParameters()));
    }

    /** Lets a request for logs pass, or answers 403. */
    @GuardedLogs
    @ServerRequestFilter
    public void checkLogs() {
        require(roles.ofLogs());
    }

    private void require(Optional<RoleRules.Rule> requiredRule) {
        requiredRule.filter(rule -> !caller.hasOneOf(rule.roles())).ifPresent(rule -> {
            throw new AgencyException(ErrorCode.FORBIDDEN, rule.sentence());
        });
    }

    private Optional<RoleRules.Rule> rule(MultivaluedMap<String, String> parameters) {
        if (parameters.containsKey("agency")) {
            return roles.ofAgency(parameters.getFirst("agency"));
        }
        return parameters.containsKey("tool") ? roles.ofTools() : Optional.empty();
    }
}
