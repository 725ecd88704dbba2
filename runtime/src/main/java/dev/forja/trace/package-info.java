/**
 * Calls as graphs: what ran, where, on what shapes; to be read, timed and run again. Knows modules
 * and tensors by what they show to everybody; no layer and no op knows of it.
 */
@NullMarked
package dev.forja.trace;

import org.jspecify.annotations.NullMarked;
