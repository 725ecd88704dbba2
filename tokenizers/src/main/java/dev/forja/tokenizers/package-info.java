/**
 * Turns texts into the ids of tokens that models read, and ids back into texts, as Hugging Face's
 * library does with the same {@code tokenizer.json}. The package knows nothing of tensors and
 * downloads nothing.
 */
@NullMarked
package dev.forja.tokenizers;

import org.jspecify.annotations.NullMarked;
