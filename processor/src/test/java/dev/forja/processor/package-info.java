/** Compiles cases with the processor, on javac and on ecj, and looks at what comes of it. */
@NullMarked
package dev.forja.processor;

import org.jspecify.annotations.NullMarked;
