/** all-MiniLM-L6-v2 on real passages: Forja compared with ONNX Runtime and libtorch. */
@NullMarked
package dev.forja.benchmarks.minilm;

import org.jspecify.annotations.NullMarked;
