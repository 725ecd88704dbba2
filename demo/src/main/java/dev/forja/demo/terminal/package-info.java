/** The terminal that a command runs in: its width, and lines that show progress. */
@NullMarked
package dev.forja.demo.terminal;

import org.jspecify.annotations.NullMarked;
