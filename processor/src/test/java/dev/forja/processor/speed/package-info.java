/** Measures the cost of the processor in a build. */
@NullMarked
package dev.forja.processor.speed;

import org.jspecify.annotations.NullMarked;
