/** Tests of attachments with real files, links and pipes, and with real servers on the loopback address. */
@NullMarked
package io.agencyswarm.file;

import org.jspecify.annotations.NullMarked;
