/**
 * Kernels as plain loops: the specification of every kernel, and the fallback where the module
 * {@code jdk.incubator.vector} is missing.
 */
@NullMarked
package dev.forja.kernel.scalar;

import org.jspecify.annotations.NullMarked;
