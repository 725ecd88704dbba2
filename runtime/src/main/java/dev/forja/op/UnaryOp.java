package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code y = f(x)}, element by element. Immutable. */
public record UnaryOp(UnaryKind kind) implements Op {
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

  /** None: the name already contains the kind. */
  @Override
  public Map<String, String> attributes() {
    return Map.of();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(x.shape());
    Kernels.get()
        .elementwise()
        .unary(kind.kernel(), x.floats(), x.offset(), y.floats(), y.offset(), y.count());
    NdArray[] kept =
        kind.kernel().gradReadsInput() || kind.kernel().gradReadsOutput() ? new NdArray[1] : NONE;
    if (kept.length == 1) {
      kept[0] = kind.kernel().gradReadsInput() ? x : y;
    }
    return OpResult.of(y).saving(kept);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> dy = Term.gradOutput(context);
    return switch (kind) {
      case NEG -> Term.only(dy.negated());
      case ABS, HARDSIGMOID -> SlopeOp.gradient(this, context, false);
      case RELU, RELU6 -> SlopeOp.gradient(this, context, true);
      case EXP, SQRT, RSQRT, TANH, SIGMOID ->
          Term.only(UnaryFormulas.byOutput(kind, Term.output(context, 0, 0), dy));
      case LOG, SIN, COS, ERF, SELU, GELU, GELU_TANH, SILU, MISH, HARDSWISH ->
          Term.only(UnaryFormulas.byInput(kind, Term.input(context, 0, 0), dy));
    };
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray kept = saved.count() == 1 ? saved.array(0) : dy;
    NdArray dx = allocator.floats(dy.shape());
    Kernels.get()
        .elementwise()
        .unaryGrad(
            kind.kernel(),
            kept.floats(),
            kept.offset(),
            kept.floats(),
            kept.offset(),
            dy.floats(),
            dy.offset(),
            dx.floats(),
            dx.offset(),
            dx.count());
    return GradShapes.of(dx);
  }
}
