package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of an elementwise op that consists of straight pieces, such as the absolute value,
 * as an op: {@code y = g f'(x)}, where f' is constant on each piece. Inputs: g, and what that op
 * saved, one array of the same shape. It is linear in g, with itself as the gradient, and its
 * gradient with respect to x is zero.
 *
 * <p>Immutable.
 */
record SlopeOp(Op of) implements Op {
  /** The gradient of the only input of {@code of}, which saved its input or its output. */
  static <V> List<@Nullable V> gradient(Op of, GradContext<V> context, boolean savesOutput) {
    V kept = savesOutput ? context.output(0, 0) : context.input(0, 0);
    return Term.only(Term.gradOutput(context).then(new SlopeOp(of), new Term<>(context, kept)));
  }

  @Override
  public String name() {
    return of.name() + "_gradient";
  }

  @Override
  public Map<String, String> attributes() {
    return of.attributes();
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 2);
    if (!inputs[0].equals(inputs[1])) {
      throw new IllegalArgumentException(
          "%s: gradient %s, value %s: expected equal shapes"
              .formatted(name(), inputs[0].show(), inputs[1].show()));
    }
    return inputs[0].alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray kept = inputs[1].contiguous(allocator);
    return OpResult.of(slope(inputs[0], kept, allocator)).saving(kept);
  }

  private NdArray slope(NdArray g, NdArray kept, Allocator allocator) {
    TensorType[] type = TensorType.of(kept).alone();
    SavedForBackward saved = SavedForBackward.of(type, type, OpResult.of().saving(kept));
    return GradShapes.only(of.backward(saved, new NdArray[] {g}, new boolean[] {true}, allocator));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(
        needed[0] ? slope(GradShapes.only(gradOutputs), saved.array(0), allocator) : null,
        needed[1] ? allocator.zeros(saved.sizes(1)) : null);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    List<@Nullable V> gradients = new ArrayList<>();
    V kept = context.input(1, 0);
    gradients.add(context.needed(0) ? context.apply(this, context.gradOutput(), kept) : null);
    gradients.add(
        context.needed(1) ? Term.zeros(context, context.inputType(1).sizes()).value() : null);
    return gradients;
  }
}
