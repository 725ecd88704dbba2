/**
 * The interfaces of the kernels, loops over primitive arrays, and the records of their parameters.
 * The plain loops are in {@code scalar}, those on the Vector API in {@code vector}, and the threads
 * that share work in {@code parallel}. {@link dev.forja.kernel.KernelProvider} alone knows all of
 * them and chooses. Kernels know no tensors and no shapes, do not check their arguments, and
 * allocate nothing that grows with their input beyond scratch of their own. The package is not
 * exported.
 */
@NullMarked
package dev.forja.kernel;

import org.jspecify.annotations.NullMarked;
