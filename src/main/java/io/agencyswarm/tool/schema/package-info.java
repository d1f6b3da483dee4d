/**
 * JSON schemas of Java types, and the values that models and clients send for them:
 * {@link io.agencyswarm.tool.schema.Schemas} describes the arguments of tools,
 * {@link io.agencyswarm.tool.schema.OutputType} the answers of agents, {@link io.agencyswarm.tool.schema.SchemaCheck}
 * validates values against these schemas, and {@link io.agencyswarm.tool.schema.ArgumentBinder} converts them to Java
 * values. Imports {@code error}, {@code json} and {@code text}.
 */
@NullMarked
package io.agencyswarm.tool.schema;

import org.jspecify.annotations.NullMarked;
