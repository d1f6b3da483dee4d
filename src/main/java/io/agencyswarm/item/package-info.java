/**
 * The items of a conversation in the form of the Responses API, and the fields that the framework adds to them.
 * Imports {@code json}.
 */
@NullMarked
package io.agencyswarm.item;

import org.jspecify.annotations.NullMarked;
