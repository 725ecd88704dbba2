/** Learns vocabularies from texts. */
@NullMarked
package dev.forja.tokenizers.learn;

import org.jspecify.annotations.NullMarked;
