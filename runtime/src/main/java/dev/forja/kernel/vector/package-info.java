/**
 * The kernels that use the Vector API. Only this package and its subpackages import {@code
 * jdk.incubator.vector}; they are loaded only if that module is present.
 *
 * <p>All loops have the same structure: a constant species, {@code loopBound}, named accumulators,
 * a tail that is either scalar or padded to one vector; no masked memory access, no lambda, no
 * allocation. Lanes are summed in a fixed order ({@link dev.forja.kernel.vector.base.LaneReduce}):
 * {@code reduceLanes} does not specify the order of additions, so interpreted and compiled code
 * could differ in the last bit.
 */
@NullMarked
package dev.forja.kernel.vector;

import org.jspecify.annotations.NullMarked;
