/**
 * What user code is compiled against: the annotations that the processor reads, and the call
 * contract that generated invokers fulfil (invoker, hooks, scopes, state traversal). Knows no
 * tensors and depends on nothing but the JDK.
 */
@NullMarked
package dev.forja;

import org.jspecify.annotations.NullMarked;
