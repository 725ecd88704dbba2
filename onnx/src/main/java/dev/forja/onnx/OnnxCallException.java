package dev.forja.onnx;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a node of a graph cannot be computed; the message names the node, its operator and the
 * types of its inputs. Its own fields never change, so any thread may read it.
 */
public final class OnnxCallException extends IllegalStateException {
  @Serial private static final long serialVersionUID = 1L;

  OnnxCallException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
