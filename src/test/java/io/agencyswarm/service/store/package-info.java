/** Stored runs, streams and threads. */
@NullMarked
package io.agencyswarm.service.store;

import org.jspecify.annotations.NullMarked;
