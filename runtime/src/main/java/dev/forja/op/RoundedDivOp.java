package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = a / b}, rounded to an integer, element by element, with broadcasting. Both float32, or
 * both int64. The gradient is 0, because y is piecewise constant. Equivalent to {@code torch.div}
 * with a rounding mode. When rounding down, floats are divided as in Python, so that {@code a - y
 * b} has the sign of b; simply rounding down the quotient may give a number that is one too large,
 * because the quotient is itself rounded.
 *
 * <p>Immutable.
 */
public record RoundedDivOp(Rounding rounding) implements Op {
  @Override
  public String name() {
    return rounding == Rounding.FLOOR ? "floor_divide" : "trunc_divide";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    Checks.dtype(this, "input 0", inputs[0], DType.F32, DType.I64);
    Checks.dtype(this, "input 1", inputs[1], inputs[0].dtype());
    return TensorType.owning(
            inputs[0].dtype(), Shapes.broadcast(name(), inputs[0].sizes(), inputs[1].sizes()))
        .alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int[] shape = Shapes.broadcast(name(), inputs[0].shape(), inputs[1].shape());
    NdArray y = allocator.empty(inputs[0].dtype(), shape);
    NdArray a = inputs[0].expand(shape);
    NdArray b = inputs[1].expand(shape);
    StridedIterator rows = StridedIterator.of(y, a, b);
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            int left = at[1] + i * rows.step(1);
            int right = at[2] + i * rows.step(2);
            if (y.dtype() == DType.F32) {
              y.floats()[at[0] + i] = divide(a.floats()[left], b.floats()[right]);
            } else {
              y.storage().longs()[at[0] + i] =
                  divide(a.storage().longs()[left], b.storage().longs()[right]);
            }
          }
        });
    return OpResult.of(y);
  }

  private long divide(long a, long b) {
    if (b == 0) {
      throw new ArithmeticException("%s: division of the integer %d by 0".formatted(name(), a));
    }
    return rounding == Rounding.FLOOR ? Math.floorDiv(a, b) : a / b;
  }

  private float divide(float a, float b) {
    if (rounding == Rounding.TRUNC) {
      float quotient = a / b;
      return (float) (quotient < 0 ? Math.ceil(quotient) : Math.floor(quotient));
    }
    return floor(a, b);
  }

  /** The quotient that belongs to the remainder of the same numbers. */
  static float floor(float a, float b) {
    if (b == 0) {
      return a / b;
    }
    float rest = a % b;
    float quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0f, a / b);
    }
    float whole = (float) Math.floor(quotient);
    return quotient - whole > 0.5f ? whole + 1 : whole;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Term.all(
        Term.zeros(context, context.inputType(0).sizes()),
        Term.zeros(context, context.inputType(1).sizes()));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(
        needed[0] ? allocator.zeros(saved.sizes(0)) : null,
        needed[1] ? allocator.zeros(saved.sizes(1)) : null);
  }
}
