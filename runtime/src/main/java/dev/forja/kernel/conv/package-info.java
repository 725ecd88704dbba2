/**
 * What plain and vector convolution share: how a convolution is divided, the layout of its padded
 * planes, and the order of its sums. Knows neither the plain nor the vector loops.
 */
@NullMarked
package dev.forja.kernel.conv;

import org.jspecify.annotations.NullMarked;
