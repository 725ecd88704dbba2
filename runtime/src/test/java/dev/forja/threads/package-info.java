/** What docs/THREADS.md promises of several threads at once. */
@NullMarked
package dev.forja.threads;

import org.jspecify.annotations.NullMarked;
