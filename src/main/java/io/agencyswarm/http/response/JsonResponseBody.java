package io.agencyswarm.http.response;

/**
 * A JSON response that {@link JsonResponseBodyWriter} writes. Its format is part of the contract, so the JSON settings
 * of a surrounding application do not apply to it.
 */
public interface JsonResponseBody {}
