package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a dimension into its places, each of them an output without that dimension: views. Any
 * element type. Immutable.
 */
public record UnbindOp(int dim) implements Op {
  @Override
  public String name() {
    return "unbind";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    if (inputs[0].rank() == 0) {
      throw new IndexOutOfBoundsException("unbind: a scalar has no dimension " + dim);
    }
    int at = Checks.dim(this, dim, inputs[0]);
    int[] shape = inputs[0].sizes();
    int[] rest = new int[shape.length - 1];
    Arrays.setAll(rest, d -> shape[d < at ? d : d + 1]);
    TensorType[] outputs = new TensorType[shape[at]];
    Arrays.fill(outputs, TensorType.owning(inputs[0].dtype(), rest));
    return outputs;
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int at = Checks.dim(this, dim, TensorType.of(inputs[0]));
    NdArray[] outputs = new NdArray[inputs[0].shape()[at]];
    Arrays.setAll(outputs, i -> StackOp.place(inputs[0], at, i));
    return OpResult.of(outputs);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int at = Checks.dim(this, dim, context.inputType(0));
    List<TensorType> outputs = context.saved().outputs();
    if (outputs.isEmpty()) {
      return Term.only(Term.zeros(context, context.inputType(0).sizes()));
    }
    List<V> gradients = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      V gradient = context.gradOutput(i);
      gradients.add(
          gradient == null ? Term.zeros(context, outputs.get(i).sizes()).value() : gradient);
    }
    return Collections.singletonList(context.apply(new StackOp(at), gradients));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int at = Checks.dim(this, dim, saved.input(0));
    NdArray dx = allocator.floats(saved.sizes(0));
    for (int i = 0; i < gradOutputs.length; i++) {
      StackOp.fill(StackOp.place(dx, at, i), gradOutputs[i]);
    }
    return GradShapes.of(dx);
  }
}
