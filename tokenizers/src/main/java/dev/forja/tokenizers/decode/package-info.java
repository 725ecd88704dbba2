/** Turns tokens back into text. */
@NullMarked
package dev.forja.tokenizers.decode;

import org.jspecify.annotations.NullMarked;
