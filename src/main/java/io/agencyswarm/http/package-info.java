/**
 * The wire contract over HTTP: a resource class for each endpoint, the records of requests and responses, the stream
 * and its frames, the token, errors, and the OpenAPI document. Imports {@code request} and what is below it.
 */
@NullMarked
package io.agencyswarm.http;

import org.jspecify.annotations.NullMarked;
