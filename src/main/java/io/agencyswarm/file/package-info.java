/** Files that users attach to messages, and where they may come from. Imports {@code item}, {@code error}, {@code model}. */
@NullMarked
package io.agencyswarm.file;

import org.jspecify.annotations.NullMarked;
