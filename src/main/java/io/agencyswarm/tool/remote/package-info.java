/**
 * Shared code for the tools of remote servers of any protocol: settings, HTTP connections with limits of size and time,
 * tokens on behalf of a run's caller, and the names, descriptions and schemas of their tools for models. Imports
 * {@code json}, {@code net}, {@code setting}, {@code text} and {@code tool}.
 */
@NullMarked
package io.agencyswarm.tool.remote;

import org.jspecify.annotations.NullMarked;
