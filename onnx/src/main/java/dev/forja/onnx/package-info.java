/**
 * Reads the weights of models in the ONNX format. The package does not run graphs and does not
 * write files.
 */
@NullMarked
package dev.forja.onnx;

import org.jspecify.annotations.NullMarked;
