/** Tests of settings that stop the start. Tokens and roles are tested over HTTP: {@code service}, {@code agui}. */
@NullMarked
package io.agencyswarm.auth;

import org.jspecify.annotations.NullMarked;
