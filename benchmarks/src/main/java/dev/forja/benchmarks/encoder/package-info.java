/** A layer of a transformer's encoder at inference, beside ONNX Runtime and libtorch. */
@NullMarked
package dev.forja.benchmarks.encoder;

import org.jspecify.annotations.NullMarked;
