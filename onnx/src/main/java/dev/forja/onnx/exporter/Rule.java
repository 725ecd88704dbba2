package dev.forja.onnx.exporter;

import dev.forja.op.Op;

/** The translation of one kind of op to ONNX. */
@FunctionalInterface
interface Rule<O extends Op> {
  /** Adds the nodes that compute the outputs of one run of {@code op}. */
  void emit(O op, OpContext at);
}
