package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.op.Op;
import dev.forja.op.OpResult;
import dev.forja.op.SavedForBackward;
import dev.forja.op.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * The one place where an op runs. Whoever needs to know of it stands here: gradients between the
 * forward and the wrapping of its outputs, an {@link OpListener} around both. No op knows of any of
 * them.
 */
final class OpRunner {
  static final ScopedValue<OpListener> LISTENER = ScopedValue.newInstance();

  private OpRunner() {}

  static Tensor[] run(Op op, Tensor[] given) {
    Tensor[] inputs = ParameterOverride.of(given);
    return LISTENER.isBound()
        ? LISTENER.get().run(op, inputs, () -> forward(op, inputs))
        : forward(op, inputs);
  }

  private static Tensor[] forward(Op op, Tensor[] inputs) {
    NdArray[] arrays = new NdArray[inputs.length];
    TensorType[] types = new TensorType[inputs.length];
    boolean differentiable = false;
    boolean fromGradients = false;
    for (int i = 0; i < inputs.length; i++) {
      arrays[i] = inputs[i].array();
      types[i] = TensorType.of(arrays[i]);
      differentiable |= inputs[i].requiresGrad();
      fromGradients |= inputs[i].isFromGradients();
    }
    TensorType[] shapes = op.shapes(types);
    boolean recording = differentiable && !NoGrad.isActive();
    OpResult computed = Workspace.forward(op, arrays, recording);
    check(op, shapes, computed.outputs());
    if (recording) {
      return record(
          op, inputs, new SavedForBackward(types, shapes, computed.saved()), computed.outputs());
    }
    Tensor[] outputs = new Tensor[shapes.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = Tensor.constant(computed.outputs()[i], fromGradients);
    }
    return outputs;
  }

  private static Tensor[] record(Op op, Tensor[] inputs, SavedForBackward saved, NdArray[] arrays) {
    GradNode node = new GradNode(op, inputs, saved);
    Tensor[] outputs = new Tensor[arrays.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] =
          arrays[i].type() == DType.F32
              ? Tensor.recorded(arrays[i], node, i)
              : Tensor.constant(arrays[i], false);
    }
    return outputs;
  }

  /** Holds an op to its own shape rule, so that a mistake shows where it was made. */
  private static void check(Op op, TensorType[] promised, NdArray[] outputs) {
    boolean kept = promised.length == outputs.length;
    for (int i = 0; kept && i < outputs.length; i++) {
      kept = promised[i].equals(TensorType.of(outputs[i]));
    }
    if (!kept) {
      throw new IllegalStateException(
          "%s: its shape rule says %s, its forward gave %s"
              .formatted(
                  op.name(),
                  List.of(promised),
                  Arrays.stream(outputs).map(TensorType::of).toList()));
    }
  }
}
