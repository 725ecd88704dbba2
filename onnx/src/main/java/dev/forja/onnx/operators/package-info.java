/**
 * The operators of ONNX, by subject, on tensors. Knows neither files nor protobuf, and no modules:
 * {@code dev.forja.onnx} reads graphs and runs them by this table.
 */
@NullMarked
package dev.forja.onnx.operators;

import org.jspecify.annotations.NullMarked;
