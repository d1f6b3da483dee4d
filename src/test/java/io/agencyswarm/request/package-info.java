/** Tests of how request bodies are read. */
@NullMarked
package io.agencyswarm.request;

import org.jspecify.annotations.NullMarked;
