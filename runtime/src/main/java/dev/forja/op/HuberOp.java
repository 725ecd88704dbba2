package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For a difference z, {@code z^2 / 2} where {@code |z| < delta}, otherwise {@code delta (|z| -
 * delta / 2)}. Equivalent to {@code F.huber_loss}, without its reduction argument. Immutable.
 */
public record HuberOp(double delta) implements Op {
  /** Checks delta. */
  public HuberOp {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("huber: delta is " + delta + ", expected more than 0");
    }
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 4L * outputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray z = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(z.shape());
    for (int i = 0; i < y.count(); i++) {
      double size = Math.abs((double) z.floats()[z.offset() + i]);
      double loss = size < delta ? size * size / 2 : delta * (size - delta / 2);
      y.floats()[y.offset() + i] = (float) loss;
    }
    return OpResult.of(y).saving(z);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> slope = Term.input(context, 0, 0).then(new ClampOp((float) -delta, (float) delta));
    return Term.only(Term.gradOutput(context).times(slope));
  }

  /** {@code dz = dy * z}, with z clamped to the range from -delta to delta. */
  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray z = saved.array(0);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dz = allocator.floats(z.shape());
    for (int i = 0; i < dz.count(); i++) {
      double slope = Math.max(-delta, Math.min(delta, z.floats()[z.offset() + i]));
      dz.floats()[dz.offset() + i] = (float) (dy.floats()[dy.offset() + i] * slope);
    }
    return GradShapes.of(dz);
  }
}
