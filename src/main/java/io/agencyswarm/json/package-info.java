/**
 * JSON: trees and their text, single fields of a text without a tree, and the memory that a tree takes. Imports nothing
 * of this project.
 */
@NullMarked
package io.agencyswarm.json;

import org.jspecify.annotations.NullMarked;
