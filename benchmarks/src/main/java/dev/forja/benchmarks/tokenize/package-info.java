/** Tokenizers beside Hugging Face's library through JNI. */
@NullMarked
package dev.forja.benchmarks.tokenize;

import org.jspecify.annotations.NullMarked;
