/** Products of matrices: packing, blocks, and register tiles. */
@NullMarked
package dev.forja.kernel.vector.gemm;

import org.jspecify.annotations.NullMarked;
