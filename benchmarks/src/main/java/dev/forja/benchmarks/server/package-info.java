/** Models that are called by many threads at once, as on a server. */
@NullMarked
package dev.forja.benchmarks.server;

import org.jspecify.annotations.NullMarked;
