/** The engines that Forja is compared with, as they are called from a Java program. */
@NullMarked
package dev.forja.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
