/** Tests of the shape proof. */
@NullMarked
package dev.forja.processor.prove;

import org.jspecify.annotations.NullMarked;
