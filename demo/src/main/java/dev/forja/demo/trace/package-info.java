/** A trace as a page for the browser: what a model does, module by module, and what it costs. */
@NullMarked
package dev.forja.demo.trace;

import org.jspecify.annotations.NullMarked;
