/**
 * The test kit: a scripted model, a client for the service under test, and assertions on what agents did. It is a
 * separate artifact, {@code io.agencyswarm:agency-swarm-quarkus} with the classifier {@code test}, for tests with
 * {@code @QuarkusTest}. Imports {@code item}, {@code json}, {@code model} and {@code tool}.
 */
@NullMarked
package io.agencyswarm.test;

import org.jspecify.annotations.NullMarked;
