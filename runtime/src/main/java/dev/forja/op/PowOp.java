package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x^e}, element by element, with broadcasting of both; for a constant exponent see
 * {@link PowScalarOp}. {@code dy/dx = e x^(e-1)}, which is 0 where e is 0; {@code dy/de = y ln x},
 * which is 0 where x is 0 and e is not negative.
 *
 * <p>Immutable.
 */
public record PowOp() implements Op {
  private interface Function {
    double apply(float x, float e, float dy);
  }

  @Override
  public String name() {
    return "pow";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 2);
    return TensorType.owningFloats(Shapes.broadcast(name(), inputs[0].sizes(), inputs[1].sizes()))
        .alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int[] shape = Shapes.broadcast(name(), inputs[0].shape(), inputs[1].shape());
    NdArray y = allocator.floats(shape);
    each(y, inputs[0], inputs[1], inputs[1], (x, e, _) -> power(x, e));
    return OpResult.of(y).saving(inputs[0], inputs[1]);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> x = Term.input(context, 0, 0);
    Term<V> e = Term.input(context, 1, 1);
    Term<V> dy = Term.gradOutput(context);
    Term<V> dx = null;
    Term<V> de = null;
    if (context.needed(0)) {
      Term<V> slope = e.times(x.then(this, e.plus(-1)));
      dx = e.is(Comparison.EQ, 0).choose(Term.zeros(context), dy.times(slope)).reducedTo(0);
    }
    if (context.needed(1)) {
      Term<V> none =
          x.is(Comparison.NE, 0)
              .choose(x, e.is(Comparison.LT, 0).choose(x, Term.constant(context, Masks.number(1))));
      de = dy.times(x.then(this, e).times(none.log())).reducedTo(1);
    }
    return Term.all(dx, de);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.only(gradOutputs);
    @Nullable NdArray[] grads = new @Nullable NdArray[2];
    if (needed[0]) {
      NdArray dx = allocator.floats(dy.shape());
      each(dx, saved.array(0), saved.array(1), dy, PowOp::byBase);
      grads[0] = Broadcast.reduce(dx, saved.sizes(0), allocator);
    }
    if (needed[1]) {
      NdArray de = allocator.floats(dy.shape());
      each(de, saved.array(0), saved.array(1), dy, PowOp::byExponent);
      grads[1] = Broadcast.reduce(de, saved.sizes(1), allocator);
    }
    return grads;
  }

  /** The power as defined by C: 1 to any power is 1, and -1 to an infinite power is 1. */
  private static double power(float x, float e) {
    return x == 1 || (x == -1 && Float.isInfinite(e)) ? 1 : StrictMath.pow(x, e);
  }

  private static double byBase(float x, float e, float dy) {
    return e == 0 ? 0 : dy * e * StrictMath.pow(x, e - 1.0);
  }

  private static double byExponent(float x, float e, float dy) {
    // 1 to any power is 1, even if the power is NaN, so its gradient is 0.
    return x == 1 || (x == 0 && e >= 0) ? 0 : dy * StrictMath.pow(x, e) * StrictMath.log(x);
  }

  private static void each(NdArray out, NdArray x, NdArray e, NdArray dy, Function f) {
    int[] shape = out.shape();
    StridedIterator rows =
        StridedIterator.of(out, x.expand(shape), e.expand(shape), dy.expand(shape));
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            out.floats()[at[0] + i] =
                (float)
                    f.apply(
                        x.floats()[at[1] + i * rows.step(1)],
                        e.floats()[at[2] + i * rows.step(2)],
                        dy.floats()[at[3] + i * rows.step(3)]);
          }
        });
  }
}
