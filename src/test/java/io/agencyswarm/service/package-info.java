/**
 * Tests of the complete service over HTTP, with a scripted model; one package a theme. This one has what they share:
 * {@link io.agencyswarm.service.ServiceClient} sends requests and reads streams,
 * {@link io.agencyswarm.service.Model} shows what the model was asked, and {@link io.agencyswarm.service.ServiceAgencies} has the
 * agencies that the contract does not have.
 */
@NullMarked
package io.agencyswarm.service;

import org.jspecify.annotations.NullMarked;
