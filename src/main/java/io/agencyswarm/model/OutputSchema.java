package io.agencyswarm.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema that a model's answer must match.
 *
 * @param name letters, digits, {@code _} and {@code -}
 * @param schema in the subset of JSON Schema that providers enforce: every property is required, and no others are
 *     allowed; shared, so do not modify it
 */
public record OutputSchema(String name, ObjectNode schema) {}
