/** A language model that reads a prompt and writes tokens, compared with llama.cpp and libtorch. */
@NullMarked
package dev.forja.benchmarks.decode;

import org.jspecify.annotations.NullMarked;
