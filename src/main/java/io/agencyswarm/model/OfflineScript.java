package io.agencyswarm.model;

import java.util.Optional;

/**
 * Scripts the answers of the offline model, so that an agency can be tried and tested without a real model.
 * Implementations are CDI beans; the first script that is not empty is played. After a handoff the new agent's script
 * begins with its first step. A script is a list of steps separated by {@code ;;}, one for each turn, such as
 * {@code call lookup {"id":7} ;; text It is ${output}.} The language is described in
 * {@code io.agencyswarm.model.offline}.
 */
@FunctionalInterface
public interface OfflineScript {

    /**
     * Returns the script for a request.
     *
     * @param request the request that the model would get
     * @param message the last message of the user
     * @return empty if this script does not apply
     */
    Optional<String> forRequest(ModelRequest request, String message);
}
