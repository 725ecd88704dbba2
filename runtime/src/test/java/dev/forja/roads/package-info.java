/** Functions with two implementations, which must agree on every value. */
@NullMarked
package dev.forja.roads;

import org.jspecify.annotations.NullMarked;
