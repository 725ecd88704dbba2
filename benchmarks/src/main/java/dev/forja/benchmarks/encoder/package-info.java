/** An encoder layer of a transformer at inference, compared with ONNX Runtime and libtorch. */
@NullMarked
package dev.forja.benchmarks.encoder;

import org.jspecify.annotations.NullMarked;
