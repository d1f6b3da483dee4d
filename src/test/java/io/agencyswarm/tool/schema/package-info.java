/** That schemas describe Java types, and that values are validated and converted. */
@NullMarked
package io.agencyswarm.tool.schema;

import org.jspecify.annotations.NullMarked;
