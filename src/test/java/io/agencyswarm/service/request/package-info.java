/** What clients send: valid and invalid requests, attachments, slow and malformed messages. */
@NullMarked
package io.agencyswarm.service.request;

import org.jspecify.annotations.NullMarked;
