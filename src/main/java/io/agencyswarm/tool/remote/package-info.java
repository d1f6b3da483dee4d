/**
 * What the tools of other servers have in common, whatever the servers speak: their settings, connections over HTTP with
 * limits of bytes and time, the tokens that they are sent for a run's caller, and the names, descriptions and schemas
 * under which models get their tools. Imports {@code tool}, {@code item}, {@code error} and {@code net}.
 */
@NullMarked
package io.agencyswarm.tool.remote;

import org.jspecify.annotations.NullMarked;
