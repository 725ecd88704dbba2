/**
 * Runs cases computed by PyTorch and compares: values, gradients, state. Keyed on the types of
 * cases, never on their names, so that any folder of the same format runs: {@code
 * -Dforja.conformance=DIR}.
 *
 * <p>To add an op, a layer, a loss: one row in the table of its kind, and its name in {@link
 * dev.forja.conformance.MustRun}.
 */
@NullMarked
package dev.forja.conformance;

import org.jspecify.annotations.NullMarked;
