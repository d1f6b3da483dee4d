/** Logs, metrics, traces, observers and health. */
@NullMarked
package io.agencyswarm.service.observe;

import org.jspecify.annotations.NullMarked;
