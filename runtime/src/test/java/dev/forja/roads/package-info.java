/** Functions that can be computed on two roads, which must agree on every value. */
@NullMarked
package dev.forja.roads;

import org.jspecify.annotations.NullMarked;
