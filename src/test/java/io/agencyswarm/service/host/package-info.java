/** An application with a page, resources and errors of its own that also has agencies. */
@NullMarked
package io.agencyswarm.service.host;

import org.jspecify.annotations.NullMarked;
