package io.agencyswarm.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The form that a model's answer must have.
 *
 * @param name letters, digits, {@code _} and {@code -}
 * @param schema JSON Schema in the subset that providers hold their models to: every property required, no further
 *     ones;
 *     shared, so never to be changed
 */
public record OutputSchema(String name, ObjectNode schema) {}
