/** Divides words into the tokens of a vocabulary. */
@NullMarked
package dev.forja.tokenizers.model;

import org.jspecify.annotations.NullMarked;
