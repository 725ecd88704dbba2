/** A trace as a page for the browser, which shows the ops of a model by module and their cost. */
@NullMarked
package dev.forja.demo.trace;

import org.jspecify.annotations.NullMarked;
