/** The life of a run: admission, limits, cancelling, clients that leave, shutdown. */
@NullMarked
package io.agencyswarm.service.run;

import org.jspecify.annotations.NullMarked;
