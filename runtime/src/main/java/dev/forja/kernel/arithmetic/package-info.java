/**
 * The arithmetic that all kernels share, so that they give the same bits whatever runs them:
 * functions of one float, written with the very multiplications, additions and fused multiply-adds,
 * in the same order, that the vector kernels apply to each lane. The coefficients stand here once,
 * for both. Nothing here may call a method of {@link java.lang.Math} whose result Java leaves open,
 * such as {@link java.lang.Math#exp}; those of {@link java.lang.StrictMath} are fixed.
 */
@NullMarked
package dev.forja.kernel.arithmetic;

import org.jspecify.annotations.NullMarked;
