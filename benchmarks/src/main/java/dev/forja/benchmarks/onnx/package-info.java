/** Whole networks from ONNX files: {@code OnnxModel} beside ONNX Runtime. */
@NullMarked
package dev.forja.benchmarks.onnx;

import org.jspecify.annotations.NullMarked;
