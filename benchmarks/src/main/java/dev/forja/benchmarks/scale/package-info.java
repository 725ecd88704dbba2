/** The growth of time with batch, length and width, compared with ONNX Runtime and libtorch. */
@NullMarked
package dev.forja.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
