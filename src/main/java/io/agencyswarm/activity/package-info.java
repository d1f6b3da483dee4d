/**
 * The activity log of single requests. Clients request one with the header {@code x-agency-log-id} and fetch it with
 * {@code get_logs}. Imports {@code item}, {@code json}, {@code run}, {@code setting}, {@code text} and {@code usage}.
 */
@NullMarked
package io.agencyswarm.activity;

import org.jspecify.annotations.NullMarked;
