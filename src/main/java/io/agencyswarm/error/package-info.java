/** What can go wrong, with a stable code and an HTTP status each, and how it is told without secrets and not too often. Imports nothing of this project. */
@NullMarked
package io.agencyswarm.error;

import org.jspecify.annotations.NullMarked;
