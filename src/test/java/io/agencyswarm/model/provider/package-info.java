/** Tests of the models of many providers, against servers that speak each provider's protocol. */
@NullMarked
package io.agencyswarm.model.provider;

import org.jspecify.annotations.NullMarked;
