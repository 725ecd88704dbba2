/** Puts special tokens around texts. It knows nothing of words or vocabularies. */
@NullMarked
package dev.forja.tokenizers.post;

import org.jspecify.annotations.NullMarked;
