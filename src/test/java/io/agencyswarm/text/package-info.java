/** Tests of the texts of messages. */
@NullMarked
package io.agencyswarm.text;

import org.jspecify.annotations.NullMarked;
