/** The command line of the demo. Each command has a package of its own. */
@NullMarked
package dev.forja.demo;

import org.jspecify.annotations.NullMarked;
