/**
 * The annotation processor: reads model classes, reports every problem at its place, writes
 * invokers. Everything a user can read in a message is worded in {@link
 * dev.forja.processor.Problem}. Names no type of the runtime: what it must know of tensors it reads
 * from the marks in {@code dev.forja}.
 */
@NullMarked
package dev.forja.processor;

import org.jspecify.annotations.NullMarked;
