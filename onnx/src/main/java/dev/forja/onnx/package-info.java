/**
 * Models in the ONNX format: reads their weights. Runs no graphs, and writes none of the files that
 * it reads.
 */
@NullMarked
package dev.forja.onnx;

import org.jspecify.annotations.NullMarked;
