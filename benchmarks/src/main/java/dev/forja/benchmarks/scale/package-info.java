/** How time grows with batch, length and width, beside ONNX Runtime and libtorch. */
@NullMarked
package dev.forja.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
