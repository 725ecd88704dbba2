/** Texts that remember where each of their chars came from, and the classes of characters. */
@NullMarked
package dev.forja.tokenizers.text;

import org.jspecify.annotations.NullMarked;
