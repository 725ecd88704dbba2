/**
 * Meters of Micrometer for modules and embedders, by hooks. Where none is bound, nothing is
 * registered, and calls are those without hooks.
 */
@NullMarked
package dev.forja.micrometer;

import org.jspecify.annotations.NullMarked;
