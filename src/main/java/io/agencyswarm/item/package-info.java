/**
 * The items of a conversation, as the Responses API writes them, and the bookkeeping that the framework adds to them.
 * Imports nothing of this project.
 */
@NullMarked
package io.agencyswarm.item;

import org.jspecify.annotations.NullMarked;
