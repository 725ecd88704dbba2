/** The minimal tensor library that the processor accepts. */
@NullMarked
package dev.forja.fake;

import org.jspecify.annotations.NullMarked;
