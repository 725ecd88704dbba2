package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.PhiloxBlocks;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x} where x is above 0, otherwise x times a factor that is drawn for each element
 * between two bounds: {@code F.rrelu} in training. The factors are determined by the state of a
 * Philox generator. Immutable.
 *
 * <p>Outputs: y, and the factors, which are 1 where x is above 0.
 *
 * @param counter the first of the {@link PhiloxBlocks#counters} that it uses
 */
public record RreluOp(float lower, float upper, long seed, long counter) implements Op {
  /** Checks the bounds. */
  public RreluOp {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "rrelu: slopes from %s to %s: expected the lower bound first".formatted(lower, upper));
    }
  }

  @Override
  public String name() {
    return "rrelu";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    TensorType type = TensorType.owningFloats(inputs[0].sizes());
    return new TensorType[] {type, type};
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 2L * outputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray factors = allocator.floats(x.shape());
    float[] factor = factors.floats();
    PhiloxBlocks.uniform(seed, counter, factor, factors.offset(), factors.count());
    for (int i = 0; i < factors.count(); i++) {
      int at = factors.offset() + i;
      boolean above = x.floats()[x.offset() + i] > 0;
      factor[at] = above ? 1 : lower + factor[at] * (upper - lower);
    }
    return OpResult.of(Elementwise.multiply(x, factors, allocator), factors).saving(factors);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = gradOutputs[0];
    return GradShapes.of(dy == null ? null : Elementwise.multiply(dy, saved.array(0), allocator));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    V dy = context.gradOutput(0);
    return Collections.singletonList(
        dy == null ? null : context.apply(new BinaryOp(BinaryKind.MUL), dy, context.output(1, 0)));
  }
}
