/**
 * The texts of messages and log entries: redacted secrets, excerpts, durations, and how often a lasting fault is
 * logged; hashes. Imports nothing of this project.
 */
@NullMarked
package io.agencyswarm.text;

import org.jspecify.annotations.NullMarked;
