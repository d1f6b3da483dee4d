/**
 * Operations of HTTP APIs as tools, created from OpenAPI documents. {@link io.agencyswarm.tool.openapi.ApiRegistry}
 * holds the documents that {@link io.agencyswarm.tool.openapi.ApiToolsConfig} names. A document in a resource or file
 * is read at the start, and the application does not start if it can't be used. A document at a URL is read at its
 * first use; if it can't be used, only its tools are missing. A tool sends one request for each call, with the
 * arguments in the form of the original: {@code parameters} and {@code requestBody}.
 *
 * <p>Not to be confused with this service's own document ({@code /openapi.json}).
 *
 * <p>Imports {@code error}, {@code json}, {@code net}, {@code text}, {@code tool} and {@code tool.remote}.
 */
@NullMarked
package io.agencyswarm.tool.openapi;

import org.jspecify.annotations.NullMarked;
