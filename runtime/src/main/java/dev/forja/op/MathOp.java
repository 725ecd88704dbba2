package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = f(x)}, element by element, for functions that are computed in double and rounded: one
 * arithmetic for all kernels. {@link UnaryOp} has those that the kernels compute. Immutable.
 */
public record MathOp(MathKind kind) implements Op {
  @Override
  public String name() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return inputs[0].alone();
  }

  /** None: the name already contains the kind. */
  @Override
  public Map<String, String> attributes() {
    return Map.of();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(x.shape());
    float[] from = x.floats();
    float[] to = y.floats();
    ElementLoop.run(
        y.count(),
        (start, end) -> {
          for (int i = start; i < end; i++) {
            to[y.offset() + i] = (float) kind.at(from[x.offset() + i]);
          }
        });
    return kind.isSteps() || kind == MathKind.FRAC ? OpResult.of(y) : OpResult.of(y).saving(x);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    if (kind.isSteps()) {
      return GradShapes.of(allocator.zeros(dy.shape()));
    }
    if (kind == MathKind.FRAC) {
      return GradShapes.of(dy);
    }
    NdArray x = saved.array(0);
    NdArray dx = allocator.floats(dy.shape());
    float[] from = x.floats();
    float[] gradient = dy.floats();
    float[] to = dx.floats();
    ElementLoop.run(
        dx.count(),
        (start, end) -> {
          for (int i = start; i < end; i++) {
            double slope = kind.slope(from[x.offset() + i]);
            to[dx.offset() + i] = (float) (gradient[dy.offset() + i] * slope);
          }
        });
    return GradShapes.of(dx);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Steps<V> by = new Steps<>(context);
    V dy = context.gradOutput();
    if (kind.isSteps()) {
      return Collections.singletonList(by.filled(dy, 0));
    }
    if (kind == MathKind.FRAC) {
      return Collections.singletonList(dy);
    }
    return Collections.singletonList(by.mul(dy, kind.slope(by, context.input(0, 0))));
  }
}
