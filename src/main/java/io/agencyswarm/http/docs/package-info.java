/**
 * What the service shows to people: the OpenAPI document of the served agencies and tools, the pages that display it,
 * and the playground. The schemas of bodies are beside the endpoints. Imports {@code activity}, {@code agency},
 * {@code auth}, {@code http.guard}, {@code item}, {@code request}, {@code store} and {@code tool}.
 */
@NullMarked
package io.agencyswarm.http.docs;

import org.jspecify.annotations.NullMarked;
