/**
 * The exceptions of the project, each with a stable code and an HTTP status, the redaction of secrets and the format of
 * durations in messages, and the throttling of repeated log entries. Imports nothing of this project.
 */
@NullMarked
package io.agencyswarm.error;

import org.jspecify.annotations.NullMarked;
