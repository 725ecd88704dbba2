package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = mask ? value : x}, where the bool mask broadcasts to the shape of x. Float32, or int64
 * or bool without a gradient; for bool, a nonzero value is true. Immutable.
 */
public record MaskedFillOp(double value) implements Op {
  @Override
  public String name() {
    return "masked_fill";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64, DType.BOOL);
    if (inputs[0].dtype() == DType.I64 && value != (long) value) {
      throw new IllegalArgumentException(
          "masked_fill: %s is not an integer, but the input is %s".formatted(value, inputs[0]));
    }
    Checks.dtype(this, "the mask", inputs[1], DType.BOOL);
    int[] shape = inputs[0].sizes();
    int[] mask = inputs[1].sizes();
    if (!Shapes.broadcasts(shape, mask)
        || !Arrays.equals(Shapes.broadcast(name(), shape, mask), shape)) {
      throw new IllegalArgumentException(
          "masked_fill: input %s, mask %s: the mask does not broadcast to the input"
              .formatted(Shapes.show(shape), Shapes.show(mask)));
    }
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0];
    NdArray mask = inputs[1];
    return OpResult.of(Masks.choose(mask, filling(x.dtype()), x, x.shape(), allocator))
        .saving(mask);
  }

  private NdArray filling(DType type) {
    return switch (type) {
      case I64 -> NdArray.dense(Storage.of(new long[] {(long) value}));
      case BOOL -> NdArray.dense(Storage.of(new boolean[] {value != 0}));
      default -> Masks.number((float) value);
    };
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    V mask = context.constant(context.saved().array(0));
    V dx = context.apply(new MaskedFillOp(0), context.gradOutput(), mask);
    return Arrays.asList(dx, null);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.only(gradOutputs);
    return GradShapes.of(
        Masks.choose(saved.array(0), Masks.number(0), dy, dy.shape(), allocator), null);
  }
}
