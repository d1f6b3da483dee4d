/**
 * What users write: agencies, their agents and who may talk to whom; and the catalog of those that the application
 * serves. All of it is immutable once built and shared by every run. Imports {@code tool}, {@code tool.mcp}, {@code tool.openapi}, {@code
 * model} and what they may import.
 */
@NullMarked
package io.agencyswarm.agency;

import org.jspecify.annotations.NullMarked;
