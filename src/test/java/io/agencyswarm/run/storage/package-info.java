/** Tests of how runs are stored. */
@NullMarked
package io.agencyswarm.run.storage;

import org.jspecify.annotations.NullMarked;
