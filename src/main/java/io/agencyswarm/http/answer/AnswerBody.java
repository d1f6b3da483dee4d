package io.agencyswarm.http.answer;

/**
 * A JSON response that {@link AnswerBodyWriter} writes. Its format is part of the contract, so the JSON settings of a
 * surrounding application do not apply to it.
 */
public interface AnswerBody {}
