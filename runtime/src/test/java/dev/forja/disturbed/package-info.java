/** Calls of everything public with arguments that nobody means, drawn at random. */
@NullMarked
package dev.forja.disturbed;

import org.jspecify.annotations.NullMarked;
