package dev.forja.onnx.exporter;

import dev.forja.trace.Node;

/**
 * Thrown if a graph cannot be expressed in ONNX; the message names the op, its module, and the
 * reason. Its own fields never change, so any thread may read it.
 */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExportException(String message) {
    super(message);
  }

  static ExportException at(Node node, String reason) {
    return new ExportException("cannot export %s: %s".formatted(node.where(), reason));
  }
}
