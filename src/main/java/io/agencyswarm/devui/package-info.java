/**
 * The page "Agencies" of Quarkus's Dev UI, at {@code q/agency-swarm/}: the agencies as they are now, the runs that are
 * open, the last ones, and those that are kept. In dev mode only: its beans need the profile {@code dev}, its menu entry is made at build
 * time in dev mode. Imports {@code run}, {@code observe} and what these import.
 */
@NullMarked
package io.agencyswarm.devui;

import org.jspecify.annotations.NullMarked;
