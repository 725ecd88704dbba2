/** Matrix products of single precision, beside MKL and OpenBLAS. */
@NullMarked
package dev.forja.benchmarks.gemm;

import org.jspecify.annotations.NullMarked;
