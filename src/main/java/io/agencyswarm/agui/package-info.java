/**
 * AG-UI 1.0 in the place of the contract's own endpoints, where the application is built with the profile {@code agui}:
 * the request, the conversion between AG-UI's messages and the items of the Responses API, and the events. Imports
 * everything but {@code http}.
 */
@NullMarked
package io.agencyswarm.agui;

import org.jspecify.annotations.NullMarked;
