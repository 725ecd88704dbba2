/**
 * The pool of worker threads, and kernels that share the work of other kernels among its threads.
 * Threads of the library start here and nowhere else.
 */
@NullMarked
package dev.forja.kernel.parallel;

import org.jspecify.annotations.NullMarked;
