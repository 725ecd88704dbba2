/**
 * Runs cases computed by PyTorch and compares values, gradients and state. Rows are found by the
 * types of cases, never by their names, so that every folder of the same format can be run: {@code
 * -Dforja.conformance=DIR}.
 *
 * <p>To add an op, a layer or a loss, add one row to the table of its kind, and its name to {@link
 * dev.forja.conformance.MustRun}.
 */
@NullMarked
package dev.forja.conformance;

import org.jspecify.annotations.NullMarked;
