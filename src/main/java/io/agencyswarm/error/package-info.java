/**
 * The errors that a client or a model is told, each with a stable code and an HTTP status. Imports {@code text}.
 */
@NullMarked
package io.agencyswarm.error;

import org.jspecify.annotations.NullMarked;
