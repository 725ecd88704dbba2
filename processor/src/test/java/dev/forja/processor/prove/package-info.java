/** Tests of the proof of shapes. */
@NullMarked
package dev.forja.processor.prove;

import org.jspecify.annotations.NullMarked;
