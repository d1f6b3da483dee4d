/**
 * The wire contract over HTTP: one resource class for each endpoint, the records that requests and answers are made of,
 * the stream and its frames, the token, errors, and the OpenAPI document. Imports everything but {@code agui}.
 */
@NullMarked
package io.agencyswarm.http;

import org.jspecify.annotations.NullMarked;
