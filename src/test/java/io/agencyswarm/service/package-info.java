/**
 * Tests of the complete service over HTTP, with a scripted model: bad input, a failing model, cancelling, clients that
 * disconnect, concurrent runs, delegation, history, logs, origins and the token. Tests use
 * {@link io.agencyswarm.service.AgencyClient}; {@link io.agencyswarm.service.ServiceAgencies} has the agencies that the
 * contract does not have.
 */
@NullMarked
package io.agencyswarm.service;

import org.jspecify.annotations.NullMarked;
