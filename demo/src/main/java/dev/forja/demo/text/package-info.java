/**
 * Text as the ids of word pieces, in pure Java, as a {@code tokenizer.json} of a BERT describes it.
 */
@NullMarked
package dev.forja.demo.text;

import org.jspecify.annotations.NullMarked;
