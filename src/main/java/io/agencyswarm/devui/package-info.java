/**
 * The page "Agencies" of Quarkus's Dev UI, at {@code q/agency-swarm/}: the agencies, the current and the last runs, and
 * the stored runs. In dev mode only: its beans need the profile {@code dev}, and its menu entry is added at build time
 * in dev mode. Imports {@code run}, {@code observe} and what these import.
 */
@NullMarked
package io.agencyswarm.devui;

import org.jspecify.annotations.NullMarked;
