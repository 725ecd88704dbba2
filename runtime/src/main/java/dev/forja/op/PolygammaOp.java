package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The n-th derivative of the digamma function, which is itself the derivative of the logarithm of
 * the gamma function; n = 0 is digamma. Immutable.
 */
public record PolygammaOp(int n) implements Op {
  /** Checks the order. */
  public PolygammaOp {
    if (n < 0) {
      throw new IllegalArgumentException("polygamma: order %d: expected 0 or more".formatted(n));
    }
  }

  @Override
  public String name() {
    return n == 0 ? "digamma" : "polygamma";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return inputs[0].alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(x.shape());
    ElementLoop.run(
        y.count(),
        (start, end) -> {
          for (int i = start; i < end; i++) {
            y.floats()[y.offset() + i] =
                (float) SpecialFunctions.polygamma(n, x.floats()[x.offset() + i]);
          }
        });
    return OpResult.of(y).saving(x);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray x = saved.array(0);
    NdArray dx = allocator.floats(dy.shape());
    ElementLoop.run(
        dx.count(),
        (start, end) -> {
          for (int i = start; i < end; i++) {
            double slope = SpecialFunctions.polygamma(n + 1, x.floats()[x.offset() + i]);
            dx.floats()[dx.offset() + i] = (float) (dy.floats()[dy.offset() + i] * slope);
          }
        });
    return GradShapes.of(dx);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Steps<V> by = new Steps<>(context);
    V slope = by.run(new PolygammaOp(n + 1), context.input(0, 0));
    return Collections.singletonList(by.mul(context.gradOutput(), slope));
  }
}
