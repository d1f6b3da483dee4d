/** Tests of OpenAPI documents that need no API. */
@NullMarked
package io.agencyswarm.tool.openapi;

import org.jspecify.annotations.NullMarked;
