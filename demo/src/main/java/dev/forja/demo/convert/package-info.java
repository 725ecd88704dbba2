/** Converts models from other formats. */
@NullMarked
package dev.forja.demo.convert;

import org.jspecify.annotations.NullMarked;
