/**
 * The shape proof: it evaluates the code of models over sizes that are numbers or symbols, and
 * reports code that can never work. Code that it does not understand has an unknown value, which is
 * never an error. It refers to no class of a tensor library: the shapes of methods are described by
 * annotations on them.
 */
@NullMarked
package dev.forja.processor.prove;

import org.jspecify.annotations.NullMarked;
