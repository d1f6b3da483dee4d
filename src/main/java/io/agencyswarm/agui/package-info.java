/**
 * AG-UI 1.0 instead of the contract's own endpoints, if the application is built with the profile {@code agui}: the
 * request, the conversion between AG-UI's messages and the items of the Responses API, and the events. Imports
 * {@code agency}, {@code auth}, {@code cluster}, {@code error}, {@code eventlog}, {@code item}, {@code json},
 * {@code model}, {@code net}, {@code request}, {@code run}, {@code run.lifecycle}, {@code sse}, {@code store},
 * {@code text}, {@code tool} and {@code usage}.
 */
@NullMarked
package io.agencyswarm.agui;

import org.jspecify.annotations.NullMarked;
