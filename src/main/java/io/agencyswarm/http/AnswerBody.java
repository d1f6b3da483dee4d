package io.agencyswarm.http;

/**
 * An answer in JSON that {@link AnswerBodyWriter} writes: clients know its form, whatever settings the application around
 * the service has for JSON of its own.
 */
interface AnswerBody {}
