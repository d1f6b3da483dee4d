/**
 * The whole service over HTTP, with a scripted model behind it: bad input, a model that fails, cancelling, clients that
 * leave, runs side by side, delegation, history, logs, origins and the token. Tests speak through
 * {@link io.agencyswarm.service.AgencyClient}; {@link io.agencyswarm.service.ServiceAgencies} has what the agencies of
 * the contract do not.
 */
@NullMarked
package io.agencyswarm.service;

import org.jspecify.annotations.NullMarked;
