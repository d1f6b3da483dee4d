/** Tests of what clients may attach: real files, links and pipes, and real servers on the loopback address. */
@NullMarked
package io.agencyswarm.file;

import org.jspecify.annotations.NullMarked;
