/** Continues a sentence with a small language model, which is trained here too. */
@NullMarked
package dev.forja.demo.write;

import org.jspecify.annotations.NullMarked;
