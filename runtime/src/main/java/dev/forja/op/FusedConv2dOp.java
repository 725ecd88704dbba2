package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution and ops that change its result element by element, one after the other: functions,
 * sums and products with other values, batch norm. They are applied to parts of the result that are
 * still in the cache, and give the bits of the ops themselves. For inference: the gradient computes
 * the convolution again.
 *
 * <p>Inputs: those of the convolution, and then those of each step but the one that is the result
 * so far. The result of each step has the shape of the convolution's result.
 *
 * <p>Immutable.
 *
 * @param conv the convolution
 * @param bias whether it has a bias
 * @param steps what follows, in order
 */
public record FusedConv2dOp(Conv2dOp conv, boolean bias, List<Step> steps) implements Op {
  /**
   * One op of the result so far. Immutable.
   *
   * @param op a {@link UnaryOp}, {@link BinaryOp} or {@link BatchNormEvalOp}
   * @param inputs the number of its inputs
   * @param place which of them is the result so far
   */
  public record Step(Op op, int inputs, int place) {
    /** Checks the kind of op and the place. */
    public Step {
      boolean fits =
          switch (op) {
            case UnaryOp _ -> inputs == 1;
            case BinaryOp _ -> inputs == 2;
            case BatchNormEvalOp _ -> inputs == 3 || inputs == 5;
            default -> false;
          };
      if (!fits || place < 0 || place >= (op instanceof BatchNormEvalOp ? 1 : inputs)) {
        throw new IllegalArgumentException(
            "fused_conv2d: %s with %d inputs, at place %d, cannot follow a convolution"
                .formatted(op.name(), inputs, place));
      }
    }
  }

  /** Copies the steps. */
  public FusedConv2dOp {
    steps = List.copyOf(steps);
  }

  @Override
  public String name() {
    return "fused_conv2d";
  }

  /** The inputs of the convolution. */
  private int first() {
    return bias ? 3 : 2;
  }

  /** The inputs of a step, from those of all and the result so far; {@code from} is its first. */
  static <T> T[] given(Step step, T[] inputs, int from, T so) {
    T[] given = Arrays.copyOfRange(inputs, from - step.place, from - step.place + step.inputs);
    System.arraycopy(inputs, from, given, 0, step.place);
    given[step.place] = so;
    int rest = step.inputs - step.place - 1;
    System.arraycopy(inputs, from + step.place, given, step.place + 1, rest);
    return given;
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    int all = first() + steps.stream().mapToInt(step -> step.inputs - 1).sum();
    Checks.arity(this, inputs, all, all);
    TensorType[] result = part(conv, Arrays.copyOf(inputs, first()));
    int from = first();
    for (Step step : steps) {
      if (step.op instanceof BatchNormEvalOp && result[0].rank() != 4) {
        throw new IllegalArgumentException(
            "fused_conv2d: input %s: batch norm expects [n, c, h, w]".formatted(inputs[0].show()));
      }
      int[] after = part(step.op, given(step, inputs, from, result[0]))[0].sizes();
      if (!Arrays.equals(after, result[0].sizes())) {
        throw new IllegalArgumentException(
            "fused_conv2d: %s makes %s of the result %s of the convolution, expected no other shape"
                .formatted(step.op.name(), Shapes.show(after), result[0].show()));
      }
      from += step.inputs - 1;
    }
    return result;
  }

  private TensorType[] part(Op op, TensorType[] inputs) {
    try {
      return op.shapes(inputs);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    long flops = conv.flops(Arrays.copyOf(inputs, first()), outputs);
    int from = first();
    for (Step step : steps) {
      flops += step.op.flops(given(step, inputs, from, outputs[0]), outputs);
      from += step.inputs - 1;
    }
    return flops;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray[] convolved = Arrays.copyOf(inputs, first());
    OpResult result =
        conv.forward(
            convolved,
            allocator,
            y -> {
              FusedSteps parts = new FusedSteps(y);
              int from = first();
              for (Step step : steps) {
                parts.add(step, given(step, inputs, from, y), allocator);
                from += step.inputs - 1;
              }
              return parts;
            });
    return result.saving(inputs.clone());
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    List<V> given = new ArrayList<>();
    for (int i = 0; i < context.saved().inputs().size(); i++) {
      given.add(context.input(i, i));
    }
    return context.through(
        given,
        values -> {
          V result = context.apply(conv, values.subList(0, first()));
          int from = first();
          for (Step step : steps) {
            List<V> of = new ArrayList<>(values.subList(from, from + step.inputs - 1));
            of.add(step.place, result);
            result = context.apply(step.op, of);
            from += step.inputs - 1;
          }
          return List.of(result);
        });
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray[] inputs = new NdArray[saved.count()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = saved.array(i);
    }
    List<SavedForBackward> runs = new ArrayList<>();
    NdArray result = run(conv, Arrays.copyOf(inputs, first()), runs, allocator);
    int from = first();
    for (Step step : steps) {
      result = run(step.op, given(step, inputs, from, result), runs, allocator);
      from += step.inputs - 1;
    }
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    @Nullable NdArray gradient = GradShapes.dense(gradOutputs, allocator);
    for (int i = steps.size() - 1; i >= 0 && gradient != null; i--) {
      Step step = steps.get(i);
      from -= step.inputs - 1;
      boolean[] wanted = new boolean[step.inputs];
      wanted[step.place] = true;
      for (int k = 0; k < step.inputs - 1; k++) {
        wanted[k < step.place ? k : k + 1] = needed[from + k];
      }
      @Nullable NdArray[] made =
          step.op.backward(runs.get(i + 1), new @Nullable NdArray[] {gradient}, wanted, allocator);
      for (int k = 0; k < step.inputs - 1; k++) {
        grads[from + k] = made[k < step.place ? k : k + 1];
      }
      gradient = made[step.place];
    }
    if (gradient != null) {
      @Nullable NdArray[] made =
          conv.backward(
              runs.get(0),
              new @Nullable NdArray[] {gradient},
              Arrays.copyOf(needed, first()),
              allocator);
      System.arraycopy(made, 0, grads, 0, made.length);
    }
    return grads;
  }

  private static NdArray run(
      Op op, NdArray[] inputs, List<SavedForBackward> runs, Allocator allocator) {
    TensorType[] types = Arrays.stream(inputs).map(TensorType::of).toArray(TensorType[]::new);
    OpResult result = op.forward(inputs, allocator);
    TensorType[] made = {TensorType.of(result.output(0))};
    runs.add(SavedForBackward.of(types, made, result));
    return result.output(0);
  }
}
