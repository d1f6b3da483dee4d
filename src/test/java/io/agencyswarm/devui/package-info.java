/** Tests of the Dev UI page, with the beans of dev mode. The menu entry exists in dev mode only. */
@NullMarked
package io.agencyswarm.devui;

import org.jspecify.annotations.NullMarked;
