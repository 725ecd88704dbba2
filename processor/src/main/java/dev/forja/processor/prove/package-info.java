/**
 * Proves shapes: evaluates the code of models over sizes that are numbers or symbols, and reports
 * what can never work. What it does not understand is unknown, and unknown is never an error. It
 * names no class of a tensor library: what methods do to shapes stands on them as marks.
 */
@NullMarked
package dev.forja.processor.prove;

import org.jspecify.annotations.NullMarked;
