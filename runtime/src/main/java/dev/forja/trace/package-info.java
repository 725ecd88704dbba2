/**
 * Calls as graphs of ops with their modules and shapes, which can be inspected, profiled and run
 * again. The package uses only the public API of modules and tensors; layers and ops do not depend
 * on it.
 */
@NullMarked
package dev.forja.trace;

import org.jspecify.annotations.NullMarked;
