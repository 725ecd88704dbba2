/** The engines that Forja is compared with, as a Java program reaches them. */
@NullMarked
package dev.forja.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
