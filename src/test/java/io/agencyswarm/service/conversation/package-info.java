/** What of a conversation an agent gets from {@code chat_history}, and the names of conversations. */
@NullMarked
package io.agencyswarm.service.conversation;

import org.jspecify.annotations.NullMarked;
