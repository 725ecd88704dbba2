/**
 * The kernels on the Vector API: the only package that imports {@code jdk.incubator.vector}, and
 * loaded only where that module is present.
 *
 * <p>The skeleton of a loop is always the same: a constant species, {@code loopBound}, named
 * accumulators, a tail that is either scalar or padded to one vector; no masked memory access, no
 * lambda, no allocation. Sums across lanes are folded in a fixed order ({@link
 * dev.forja.kernel.vector.base.LaneReduce}): {@code reduceLanes} leaves the order of additions
 * open, and interpreted and compiled code could differ in the last bit.
 */
@NullMarked
package dev.forja.kernel.vector;

import org.jspecify.annotations.NullMarked;
