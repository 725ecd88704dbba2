/** The guarantees of docs/THREADS.md for several concurrent threads. */
@NullMarked
package dev.forja.threads;

import org.jspecify.annotations.NullMarked;
