package dev.forja.tensor;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.op.GradContext;
import dev.forja.op.Op;
import dev.forja.op.OpResult;
import dev.forja.op.SavedForBackward;
import dev.forja.op.TensorType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs all ops: for calls, in backward, and for graphs that run again. Everything that concerns
 * every op is done here: recording for gradients between the forward and the wrapping of its
 * outputs, calling an {@link OpListener} around both, and supplying the memory of a {@link
 * Workspace}. The ops themselves know nothing of this. Users run ops with {@link Tensor#apply}.
 *
 * <p>Thread-safe.
 */
public final class OpRunner {
  static final ScopedValue<OpListener> LISTENER = ScopedValue.newInstance();

  private OpRunner() {}

  static Tensor[] run(Op op, Tensor[] given) {
    Tensor[] inputs = ParameterOverride.of(given);
    return LISTENER.isBound() ? runHeard(op, inputs) : forward(op, inputs);
  }

  /** Runs an op on these tensors themselves, even if a parameter is overridden. */
  static Tensor[] runAsGiven(Op op, Tensor[] inputs) {
    return LISTENER.isBound() ? runHeard(op, inputs) : forward(op, inputs);
  }

  private static Tensor[] runHeard(Op op, Tensor[] inputs) {
    return LISTENER.get().run(op, inputs, () -> forward(op, inputs));
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
    ElementLimit.check(op, shapes);
    boolean recording = differentiable && !NoGrad.isActive();
    Allocator memory = Workspace.memory();
    OpResult computed = compute(op, arrays, shapes, memory);
    Workspace.endOp(memory, computed, recording);
    for (NdArray input : arrays) {
      input.storage().checkNotEnded();
    }
    if (recording) {
      return record(op, inputs, SavedForBackward.of(types, shapes, computed), computed);
    }
    Tensor[] outputs = new Tensor[shapes.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = Tensor.constant(computed.output(i), fromGradients);
    }
    return outputs;
  }

  private static Tensor[] record(
      Op op, Tensor[] inputs, SavedForBackward saved, OpResult computed) {
    GradNode node = new GradNode(op, inputs, saved);
    Tensor[] outputs = new Tensor[computed.size()];
    for (int i = 0; i < outputs.length; i++) {
      NdArray array = computed.output(i);
      outputs[i] =
          array.dtype() == DType.F32
              ? Tensor.recorded(array, node, i)
              : Tensor.constant(array, false);
    }
    return outputs;
  }

  /**
   * Runs the forward of an op on arrays, without gradients and without listeners. Used for graphs
   * that run again.
   *
   * @param promised the types of the outputs according to the op's shape rule
   * @param memory the allocator for the op's arrays
   * @throws IllegalStateException if the outputs do not have these types
   */
  public static OpResult compute(Op op, NdArray[] inputs, TensorType[] promised, Allocator memory) {
    OpResult computed = op.forward(inputs, memory);
    boolean kept = promised.length == computed.size();
    for (int i = 0; kept && i < promised.length; i++) {
      kept = promised[i].isTypeOf(computed.output(i));
    }
    if (!kept) {
      // This check reports a mistake of an op where it occurs.
      throw new IllegalStateException(
          "%s: its shape rule says %s, but its forward returned %s"
              .formatted(
                  op.name(),
                  List.of(promised),
                  computed.outputs().stream().map(TensorType::of).toList()));
    }
    return computed;
  }

  /** Runs the gradient of a recorded op on arrays, given the gradients of its outputs. */
  static @Nullable NdArray[] gradient(
      GradNode node, @Nullable NdArray[] gradOutputs, boolean[] needed) {
    return heard(node, () -> backward(node, gradOutputs, needed));
  }

  /** Runs the gradient of a recorded op as ops. */
  static List<@Nullable Tensor> gradient(GradNode node, GradContext<Tensor> context) {
    return heard(
        node,
        () ->
            explained(
                node,
                () -> {
                  List<@Nullable Tensor> gradients = node.op().gradient(context);
                  node.check(gradients);
                  return gradients;
                }));
  }

  private static <T> T heard(GradNode node, Supplier<T> gradient) {
    if (!LISTENER.isBound()) {
      return gradient.get();
    }
    AtomicReference<@Nullable T> gradients = new AtomicReference<>();
    LISTENER.get().gradient(node.issued(), () -> gradients.set(gradient.get()));
    return Objects.requireNonNull(gradients.get());
  }

  /** Adds the op, its inputs and its module to an exception, unless a hook of the user threw it. */
  private static <T> T explained(GradNode node, Supplier<T> gradient) {
    try {
      return gradient.get();
    } catch (UnsupportedOperationException error) {
      throw new UnsupportedOperationException(node.failed(error), error);
    } catch (RuntimeException error) {
      if (node.op() instanceof TapOp) {
        throw error;
      }
      throw new IllegalStateException(node.failed(error), error);
    }
  }

  private static @Nullable NdArray[] backward(
      GradNode node, @Nullable NdArray[] gradOutputs, boolean[] needed) {
    Allocator memory = Workspace.memory();
    @Nullable NdArray[] gradients =
        explained(
            node,
            () -> {
              @Nullable NdArray[] computed =
                  node.op().backward(node.saved(), gradOutputs, needed, memory);
              node.check(computed);
              return computed;
            });
    Workspace.endBackward(memory, gradients);
    return gradients;
  }
}
