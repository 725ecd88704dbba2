/** The command line of the demo. Each command has its own package. */
@NullMarked
package dev.forja.demo;

import org.jspecify.annotations.NullMarked;
