/** Agencies that Java code asks. */
@NullMarked
package io.agencyswarm.service.ask;

import org.jspecify.annotations.NullMarked;
