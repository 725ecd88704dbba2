/**
 * The interfaces of the kernels, which are loops over primitive arrays, and the records of their
 * parameters. The plain loops are in {@code scalar}, those that use the Vector API in {@code
 * vector}, and the worker threads in {@code parallel}. Only {@link dev.forja.kernel.KernelProvider}
 * knows all of them and chooses between them; all of them give the same bits, by what they share in
 * {@code arithmetic} and {@code conv}. Kernels know neither tensors nor shapes, do not check their
 * arguments, and allocate nothing that grows with their input except their own scratch memory. The
 * package is not exported.
 */
@NullMarked
package dev.forja.kernel;

import org.jspecify.annotations.NullMarked;
