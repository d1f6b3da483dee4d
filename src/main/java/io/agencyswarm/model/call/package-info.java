/**
 * The ids of the calls in a conversation, in the forms that providers accept. Imports {@code item} and {@code text}.
 */
@NullMarked
package io.agencyswarm.model.call;

import org.jspecify.annotations.NullMarked;
