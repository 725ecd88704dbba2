/**
 * What is known of a model class once it has been read, as records. Holds names and no compiler
 * elements, decides nothing and reports nothing.
 */
@NullMarked
package dev.forja.processor.model;

import org.jspecify.annotations.NullMarked;
