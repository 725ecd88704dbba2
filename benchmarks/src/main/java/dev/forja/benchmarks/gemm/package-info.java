/** Matrix products in single precision, compared with MKL and OpenBLAS. */
@NullMarked
package dev.forja.benchmarks.gemm;

import org.jspecify.annotations.NullMarked;
