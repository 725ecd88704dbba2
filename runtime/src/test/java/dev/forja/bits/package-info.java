/** Tests that a model has the same bits in every JVM. */
@NullMarked
package dev.forja.bits;

import org.jspecify.annotations.NullMarked;
