package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = f(a, b)}, element by element, with broadcasting, for functions that are computed in
 * double and rounded: one arithmetic for all kernels. {@link BinaryOp} has those that the kernels
 * compute. Immutable.
 */
public record PairOp(PairKind kind) implements Op {
  @Override
  public String name() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 2);
    return TensorType.owningFloats(Shapes.broadcast(name(), inputs[0].sizes(), inputs[1].sizes()))
        .alone();
  }

  /** None: the name already contains the kind. */
  @Override
  public Map<String, String> attributes() {
    return Map.of();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray y = allocator.floats(Shapes.broadcast(name(), inputs[0].shape(), inputs[1].shape()));
    NdArray a = inputs[0].expand(y.shape());
    NdArray b = inputs[1].expand(y.shape());
    StridedIterator rows = StridedIterator.of(y, a, b);
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            y.floats()[at[0] + i] =
                (float)
                    kind.at(
                        a.floats()[at[1] + i * rows.step(1)], b.floats()[at[2] + i * rows.step(2)]);
          }
        });
    return OpResult.of(y).saving(inputs[0], inputs[1]);
  }

  private void check(boolean[] needed) {
    if (needed[0] && (kind == PairKind.IGAMMA || kind == PairKind.IGAMMAC)) {
      throw new UnsupportedOperationException(
          name() + " has no gradient by its first operand: detach it");
    }
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    check(needed);
    NdArray dy = GradShapes.only(gradOutputs);
    @Nullable NdArray[] gradients = new @Nullable NdArray[2];
    for (int input = 0; input < 2; input++) {
      if (needed[input]) {
        NdArray all = slopes(saved, dy, input == 1, allocator);
        gradients[input] = Broadcast.reduce(all, saved.sizes(input), allocator);
      }
    }
    return gradients;
  }

  private NdArray slopes(SavedForBackward saved, NdArray dy, boolean second, Allocator allocator) {
    NdArray dx = allocator.floats(dy.shape());
    NdArray a = saved.array(0).expand(dy.shape());
    NdArray b = saved.array(1).expand(dy.shape());
    StridedIterator rows = StridedIterator.of(dx, a, b, dy);
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            double slope =
                kind.slope(
                    a.floats()[at[1] + i * rows.step(1)],
                    b.floats()[at[2] + i * rows.step(2)],
                    second);
            dx.floats()[at[0] + i] = (float) (dy.floats()[at[3] + i * rows.step(3)] * slope);
          }
        });
    return dx;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    check(new boolean[] {context.needed(0), context.needed(1)});
    Steps<V> by = new Steps<>(context);
    V a = context.input(0, 0);
    V b = context.input(1, 1);
    List<@Nullable V> gradients = new ArrayList<>();
    for (int input = 0; input < 2; input++) {
      V slope = context.needed(input) ? kind.slope(by, a, b, input == 1) : null;
      gradients.add(
          slope == null ? null : context.reduce(by.mul(context.gradOutput(), slope), input));
    }
    return gradients;
  }
}
