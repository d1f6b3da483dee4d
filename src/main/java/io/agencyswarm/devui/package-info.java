/**
 * The page "Agencies" of Quarkus's Dev UI, at {@code q/agency-swarm/}: the agencies, the current and the last runs, and
 * the stored runs. In dev mode only: its beans need the profile {@code dev}, and its menu entry is added at build time
 * in dev mode. Imports {@code agency}, {@code error}, {@code eventlog}, {@code json}, {@code model}, {@code observe},
 * {@code run.lifecycle}, {@code store}, {@code tool}, {@code tool.hosted}, {@code tool.mcp} and {@code usage}.
 */
@NullMarked
package io.agencyswarm.devui;

import org.jspecify.annotations.NullMarked;
