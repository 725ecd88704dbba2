/**
 * Reads models in the ONNX format: their weights, and their graphs as modules that can be called.
 * The package does not write files.
 */
@NullMarked
package dev.forja.onnx;

import org.jspecify.annotations.NullMarked;
