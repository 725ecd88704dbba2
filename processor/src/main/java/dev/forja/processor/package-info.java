/**
 * The annotation processor: it reads model classes, reports every problem at its location and
 * generates invokers. The texts of its messages are in {@link dev.forja.processor.Problem}. It
 * refers to no type of the runtime: all it needs to know about tensors comes from the annotations
 * in {@code dev.forja}.
 */
@NullMarked
package dev.forja.processor;

import org.jspecify.annotations.NullMarked;
