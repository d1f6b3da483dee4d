/**
 * AG-UI 1.0 instead of the contract's own endpoints, if the application is built with the profile {@code agui}: the
 * request, the conversion between AG-UI's messages and the items of the Responses API, and the events. Imports
 * {@code request} and what is below it.
 */
@NullMarked
package io.agencyswarm.agui;

import org.jspecify.annotations.NullMarked;
