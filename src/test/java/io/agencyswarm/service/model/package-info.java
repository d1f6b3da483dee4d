/** Models and their servers: settings, faults, variants of the protocol, and tools that the model's provider runs. */
@NullMarked
package io.agencyswarm.service.model;

import org.jspecify.annotations.NullMarked;
