/** Splits texts into the words that a model divides into tokens. */
@NullMarked
package dev.forja.tokenizers.split;

import org.jspecify.annotations.NullMarked;
