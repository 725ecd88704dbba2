/**
 * Tokenization of text to the ids of word pieces, in pure Java, as described by a BERT's {@code
 * tokenizer.json}.
 */
@NullMarked
package dev.forja.demo.text;

import org.jspecify.annotations.NullMarked;
