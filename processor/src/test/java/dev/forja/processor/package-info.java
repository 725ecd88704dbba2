/** Compiles cases with the processor, on javac and on ecj, and checks the results. */
@NullMarked
package dev.forja.processor;

import org.jspecify.annotations.NullMarked;
