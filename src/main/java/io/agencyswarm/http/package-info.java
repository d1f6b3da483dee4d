/**
 * The wire contract over HTTP: a resource class for each endpoint, the records of requests and responses, and the
 * lookup of stored runs and threads. Imports {@code activity}, {@code agency}, {@code auth}, {@code cluster},
 * {@code error}, {@code eventlog}, {@code file}, {@code http.forward}, {@code http.frame}, {@code http.guard},
 * {@code http.response}, {@code item}, {@code json}, {@code model}, {@code request}, {@code run}, {@code run.call},
 * {@code run.lifecycle}, {@code setting}, {@code sse}, {@code store}, {@code text}, {@code tool} and
 * {@code tool.hosted}.
 */
@NullMarked
package io.agencyswarm.http;

import org.jspecify.annotations.NullMarked;
