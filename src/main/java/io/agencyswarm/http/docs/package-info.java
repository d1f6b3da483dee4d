/**
 * What the service shows to people: the OpenAPI document of the served agencies and tools, the pages that display it,
 * and the playground. The schemas of bodies are beside the endpoints. Imports {@code http.guard}, {@code agency},
 * {@code tool} and what they may import, {@code activity} and {@code store} for their settings; of {@code http},
 * nothing else.
 */
@NullMarked
package io.agencyswarm.http.docs;

import org.jspecify.annotations.NullMarked;
