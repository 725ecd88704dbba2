/**
 * Functions of one or two numbers, element by element, their derivatives, and the steps of
 * optimisers.
 */
@NullMarked
package dev.forja.kernel.vector.elementwise;

import org.jspecify.annotations.NullMarked;
