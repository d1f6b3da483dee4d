/**
 * The wire contract over HTTP: a resource class for each endpoint, the records of requests and responses, the lookup of
 * stored runs and threads, and the responses for exceptions. Imports the packages below it: {@code http.guard},
 * {@code http.docs}, {@code http.frame} and {@code http.forward}; and {@code request} and what is below that.
 */
@NullMarked
package io.agencyswarm.http;

import org.jspecify.annotations.NullMarked;
