/** Tests of traces. */
@NullMarked
package dev.forja.trace;

import org.jspecify.annotations.NullMarked;
