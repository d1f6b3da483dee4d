/** The page of the Dev UI, in tests that have its beans as dev mode has them. The menu's entry is dev mode's alone. */
@NullMarked
package io.agencyswarm.devui;

import org.jspecify.annotations.NullMarked;
