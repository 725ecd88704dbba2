/**
 * The sentence model all-MiniLM-L6-v2: its weights and its tokenizer, from a Maven artifact. Knows
 * no corpora and no terminals.
 */
@NullMarked
package dev.forja.demo.minilm;

import org.jspecify.annotations.NullMarked;
