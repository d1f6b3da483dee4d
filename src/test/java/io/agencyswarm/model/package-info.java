/** Tests of what all model clients share: events, settings, errors and retries. */
@NullMarked
package io.agencyswarm.model;

import org.jspecify.annotations.NullMarked;
