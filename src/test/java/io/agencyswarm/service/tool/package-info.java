/** Tools that the service runs itself. */
@NullMarked
package io.agencyswarm.service.tool;

import org.jspecify.annotations.NullMarked;
