package io.agencyswarm.model;

import java.util.Optional;

/**
 * Tells the offline model what to say, so that an agency can be tried and tested without a model. Make a bean of it;
 * the first script that is not empty is played, from its beginning for an agent that a handoff brought. The language is
 * that of {@code io.agencyswarm.model.offline}: steps parted by
 * {@code ;;}, one a turn, such as {@code call lookup {"id":7} ;; text It is ${output}.}
 */
@FunctionalInterface
public interface OfflineScript {

    /**
     * The script for a request.
     *
     * @param request the request as a model would get it
     * @param message the last message of the user
     * @return empty where this script has nothing to say
     */
    Optional<String> forRequest(ModelRequest request, String message);
}
