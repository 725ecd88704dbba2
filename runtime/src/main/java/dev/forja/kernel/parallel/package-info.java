/**
 * The pool of worker threads, and kernels that distribute the work of other kernels among them. The
 * library starts threads nowhere else.
 */
@NullMarked
package dev.forja.kernel.parallel;

import org.jspecify.annotations.NullMarked;
