/**
 * What the service shows to people: the OpenAPI document of the served agencies and tools, the pages that display it,
 * and the playground. {@code openapi.yaml} describes the endpoints and is kept by hand. Imports {@code activity},
 * {@code agency}, {@code auth}, {@code http.guard}, {@code json}, {@code request}, {@code store} and {@code tool}.
 */
@NullMarked
package io.agencyswarm.http.docs;

import org.jspecify.annotations.NullMarked;
