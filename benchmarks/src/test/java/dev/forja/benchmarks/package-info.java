@NullMarked
package dev.forja.benchmarks;

import org.jspecify.annotations.NullMarked;
