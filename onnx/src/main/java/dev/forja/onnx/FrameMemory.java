package dev.forja.onnx;

import dev.forja.array.Storage;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a run that nobody sees the inside of: a value that no later node needs gives its
 * array to the nodes that follow. For the thread of the call.
 */
final class FrameMemory {
  private final Workspace workspace;

  /** The number of values in the frame that share a storage, as views of one tensor do. */
  private final Map<Storage, Integer> uses = new IdentityHashMap<>();

  FrameMemory(Workspace workspace) {
    this.workspace = workspace;
  }

  /** A value enters the frame. */
  void hold(@Nullable OnnxValue value) {
    if (value instanceof OnnxValue.Single(Tensor tensor)) {
      uses.merge(tensor.array().storage(), 1, Integer::sum);
    } else if (value instanceof OnnxValue.Sequence(var tensors)) {
      // Nobody counts what a sequence holds, so it is held to the end.
      tensors.forEach(tensor -> uses.merge(tensor.array().storage(), 1, Integer::sum));
    }
  }

  /** A value leaves the frame. */
  void release(@Nullable OnnxValue value) {
    if (value instanceof OnnxValue.Single(Tensor tensor)
        && uses.merge(tensor.array().storage(), -1, Integer::sum) == 0) {
      uses.remove(tensor.array().storage());
      workspace.free(tensor);
    }
  }

  /** Keeps a value valid after the end of a block. */
  static void keep(Workspace block, @Nullable OnnxValue value) {
    switch (value) {
      case OnnxValue.Single(Tensor tensor) -> block.keep(tensor);
      case OnnxValue.Sequence(var tensors) -> tensors.forEach(block::keep);
      case OnnxValue.Nothing _ -> {}
      case null -> {}
    }
  }
}
