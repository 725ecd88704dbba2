package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = f(x, value)}, or {@code y = f(value, x)} if reversed. At a tie, MAX and MIN pass the
 * gradient to x, like {@code torch.clamp}. Immutable.
 */
public record ScalarOp(BinaryKind kind, float value, boolean reversed) implements Op {
  private static final NdArray[] NONE = {};

  @Override
  public String name() {
    return kind.opName();
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return inputs[0].alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray y = Elementwise.scalar(kind, inputs[0], value, reversed, allocator);
    return OpResult.of(y)
        .saving(
            switch (kind) {
              case ADD, SUB, MUL -> NONE;
              case DIV -> reversed ? new NdArray[] {inputs[0], y} : NONE;
              case MAX, MIN -> new NdArray[] {inputs[0].contiguous(allocator)};
            });
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> dy = Term.gradOutput(context);
    return switch (kind) {
      case ADD -> Term.only(dy);
      case SUB -> Term.only(reversed ? dy.negated() : dy);
      case MUL -> Term.only(dy.then(this));
      case DIV -> {
        if (!reversed) {
          yield Term.only(dy.then(this));
        }
        Term<V> quotient = dy.times(Term.output(context, 0, 1)).over(Term.input(context, 0, 0));
        yield Term.only(quotient.negated());
      }
      case MAX, MIN -> SlopeOp.gradient(this, context, false);
    };
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.only(gradOutputs);
    return GradShapes.of(
        switch (kind) {
          case ADD -> dy;
          case SUB -> reversed ? Elementwise.scale(dy, -1f, allocator) : dy;
          case MUL -> Elementwise.scale(dy, value, allocator);
          case DIV ->
              reversed
                  ? reciprocalGrad(saved, dy, allocator)
                  : Elementwise.scalar(BinaryKind.DIV, dy, value, false, allocator);
          case MAX -> ClampOp.within(saved.array(0), dy, value, Float.POSITIVE_INFINITY, allocator);
          case MIN -> ClampOp.within(saved.array(0), dy, Float.NEGATIVE_INFINITY, value, allocator);
        });
  }

  /** {@code d(v / x) = -dy * y / x}. */
  private static NdArray reciprocalGrad(SavedForBackward saved, NdArray dy, Allocator allocator) {
    NdArray product = Elementwise.multiply(dy, saved.array(1), allocator);
    NdArray quotient =
        Broadcast.binary(BinaryKind.DIV, product, saved.array(0), dy.shape(), allocator);
    return Elementwise.scale(quotient, -1f, allocator);
  }
}
