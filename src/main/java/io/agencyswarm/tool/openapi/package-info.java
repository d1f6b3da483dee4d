/**
 * Operations of APIs over HTTP as tools, made of OpenAPI documents: {@link io.agencyswarm.tool.openapi.OpenApis} knows the
 * documents that {@link io.agencyswarm.tool.openapi.OpenApiConfig} names. One in a resource or file is read at the start,
 * which it stops where it can't be used; one at a URL is read at its first use, and costs its tools only. A tool makes one
 * request for each call, with the arguments in the form of the original: {@code parameters} and {@code requestBody}.
 *
 * <p>Not to be confused with the document that this service has of itself ({@code /openapi.json}).
 *
 * <p>Imports {@code tool}, {@code tool.remote}, {@code item}, {@code error} and {@code net}.
 */
@NullMarked
package io.agencyswarm.tool.openapi;

import org.jspecify.annotations.NullMarked;
