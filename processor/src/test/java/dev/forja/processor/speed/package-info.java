/** Measures what the processor costs a build. */
@NullMarked
package dev.forja.processor.speed;

import org.jspecify.annotations.NullMarked;
