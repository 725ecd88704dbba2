package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.PhiloxBlocks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets each element to zero with probability p and divides the others by 1 - p, which keeps the
 * mean (Srivastava et al., 2014; scaled as in PyTorch). The choice is determined by the state of a
 * Philox generator.
 *
 * <p>Immutable.
 *
 * @param counter the first of the {@link PhiloxBlocks#counters} that it uses
 */
public record DropoutOp(float p, long seed, long counter) implements Op {
  /** Checks the probability. */
  public DropoutOp {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("dropout: p is " + p + ", expected 0 to 1");
    }
  }

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 2L * outputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray factors = allocator.floats(inputs[0].shape());
    float[] factor = factors.floats();
    int from = factors.offset();
    PhiloxBlocks.uniform(seed, counter, factor, from, factors.count());
    float kept = 1 / (1 - p);
    for (int i = from; i < from + factors.count(); i++) {
      factor[i] = factor[i] >= p ? kept : 0f;
    }
    return OpResult.of(Elementwise.multiply(inputs[0], factors, allocator)).saving(factors);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Term.only(
        Term.gradOutput(context).times(Term.constant(context, context.saved().array(0))));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.only(gradOutputs);
    return GradShapes.of(Elementwise.multiply(dy, saved.array(0), allocator));
  }
}
