package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.Locale;
import java.util.Map;

/**
 * {@code y = f(a, b)} of integers, element by element, with broadcasting. Both int64, or for and,
 * or, xor both bool. Without a gradient. Immutable.
 */
public record IntegerOp(IntegerKind kind) implements Op {
  @Override
  public String name() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    if (kind.takesTruths()) {
      Checks.dtype(this, "input 0", inputs[0], DType.I64, DType.BOOL);
    } else {
      Checks.dtype(this, "input 0", inputs[0], DType.I64);
    }
    Checks.dtype(this, "input 1", inputs[1], inputs[0].dtype());
    int[] shape = Shapes.broadcast(name(), inputs[0].sizes(), inputs[1].sizes());
    return TensorType.owning(inputs[0].dtype(), shape).alone();
  }

  /** None: the name already contains the kind. */
  @Override
  public Map<String, String> attributes() {
    return Map.of();
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
            if (y.dtype() == DType.BOOL) {
              y.storage().booleans()[at[0] + i] =
                  kind.of(a.storage().booleans()[left], b.storage().booleans()[right]);
            } else {
              y.storage().longs()[at[0] + i] =
                  kind.of(a.storage().longs()[left], b.storage().longs()[right]);
            }
          }
        });
    return OpResult.of(y);
  }
}
