package dev.forja.trace;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * A model of random steps from matrices to matrices, whose attributes, constants and shapes are
 * random expressions of the sizes that a step receives. The same seed gives the same model.
 */
public final class RandomModel {
  private final Random random;
  private final List<UnaryOperator<Tensor>> steps = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean branching;

  private RandomModel(long seed) {
    this.random = new Random(seed * 7_919 + 13);
  }

  /** The model with a seed. */
  public static RandomModel of(long seed) {
    RandomModel model = new RandomModel(seed);
    int count = 1 + model.random.nextInt(3);
    for (int i = 0; i < count; i++) {
      model.step();
    }
    return model;
  }

  /** Whether its steps depend on a size, so that no graph can represent all sizes. */
  public boolean isBranching() {
    return branching;
  }

  /** The result of the model. */
  public Tensor apply(Tensor x) {
    Tensor y = x;
    for (UnaryOperator<Tensor> step : steps) {
      y = step.apply(y);
    }
    return y;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static int number(ToIntFunction<Tensor> of, Tensor x) {
    return of.applyAsInt(x);
  }

  /** An integer that is computed from the sizes of a matrix. */
  private ToIntFunction<Tensor> expression(int depth) {
    int kind = depth == 0 ? random.nextInt(3) : random.nextInt(12);
    if (kind < 3) {
      int constant = 1 + random.nextInt(9);
      text.append(kind == 0 ? "a" : kind == 1 ? "b" : Integer.toString(constant));
      return kind == 0 ? x -> x.size(0) : kind == 1 ? x -> x.size(1) : x -> constant;
    }
    int constant = 2 + random.nextInt(8);
    String[] signs = {"+", "-", "*", "//", "^/", "%", "min", "max", "+", "*"};
    int sign = kind < 10 ? kind - 3 : random.nextInt(8);
    text.append('(');
    ToIntFunction<Tensor> left = expression(depth - 1);
    text.append(signs[sign]);
    boolean twoSizes = random.nextInt(3) == 0 && sign != 3 && sign != 4 && sign != 5;
    ToIntFunction<Tensor> right;
    if (twoSizes) {
      right = expression(0);
    } else {
      right = x -> constant;
      text.append(constant);
    }
    text.append(')');
    return switch (sign) {
      case 0, 8 -> x -> number(left, x) + number(right, x);
      case 1 -> x -> number(left, x) - number(right, x);
      case 2, 9 -> x -> number(left, x) * number(right, x);
      case 3 -> x -> Math.floorDiv(number(left, x), constant);
      case 4 -> x -> Math.ceilDiv(number(left, x), constant);
      case 5 -> x -> Math.floorMod(number(left, x), constant);
      case 6 -> x -> Math.min(number(left, x), number(right, x));
      default -> x -> Math.max(number(left, x), number(right, x));
    };
  }

  private ToIntFunction<Tensor> expression(String name) {
    text.append(name).append(' ');
    ToIntFunction<Tensor> expression = expression(1 + random.nextInt(2));
    text.append("; ");
    return expression;
  }

  /** Maps a number to a small one that is not negative. */
  private static int small(int value) {
    return Math.floorMod(value, 5);
  }

  private void step() {
    UnaryOperator<Tensor> step = someStep();
    if (random.nextInt(25) == 0) {
      int bound = 2 + random.nextInt(20);
      text.append("if b > ").append(bound).append("; ");
      branching = true;
      steps.add(x -> x.size(1) > bound ? step.apply(x) : x.neg());
    } else {
      steps.add(step);
    }
  }

  private UnaryOperator<Tensor> someStep() {
    int kind = random.nextInt(22);
    ToIntFunction<Tensor> n = expression(Integer.toString(kind));
    int dim = random.nextInt(2);
    return switch (kind) {
      case 0 -> x -> x.add(number(n, x));
      case 1 -> x -> x.mul(1.0 / (1 + Math.abs(number(n, x))));
      case 2 -> x -> x.div(Math.sqrt(1 + Math.abs(number(n, x))));
      case 3 -> x -> x.mul(Tensor.scalar(number(n, x)));
      case 4 -> x -> x.slice(dim, 0, Math.max(1, number(n, x)));
      case 5 -> x -> x.slice(dim, Math.floorMod(number(n, x), 3) * (x.size(dim) / 4), x.size(dim));
      case 6 -> x -> x.pad(new int[] {0, small(number(n, x))}, number(n, x));
      case 7 -> x -> x.pad(new int[] {1, 0, small(number(n, x)), 1}, 0);
      case 8 -> x -> x.roll(number(n, x), dim);
      case 9 -> x -> x.triu(number(n, x));
      case 10 -> x -> x.tril(number(n, x));
      case 11 -> x -> x.clamp(-Math.abs(number(n, x)), Math.abs(number(n, x)));
      case 12 -> x -> x.topk(Math.max(1, Math.min(number(n, x), x.size(1)))).values();
      case 13 -> x -> x.expand(1 + small(number(n, x)), x.size(0), x.size(1)).sum(0);
      case 14 -> x -> Tensor.cat(0, x, Tensor.full(new int[] {2, x.size(1)}, number(n, x)));
      case 15 -> x -> x.add(Tensor.arange(x.size(1)).to(DType.F32).mul(number(n, x)));
      case 16 -> x -> x.reshape(x.size(0) * x.size(1)).add(number(n, x)).reshape(x.shape());
      case 17 -> x -> x.maskedFill(x.gt(0.5), number(n, x));
      case 18 ->
          x -> x.sum(new int[] {dim}, true).div(1 + Math.abs(number(n, x))).expand(x.shape());
      case 19 ->
          x -> x.unsqueeze(0).adaptiveAvgPool2d(1 + small(number(n, x)), x.size(1)).squeeze(0);
      case 20 ->
          x ->
              x.variance(new int[] {1}, 0, true)
                  .add(x.leakyRelu(1.0 / (1 + Math.abs(number(n, x)))));
      default -> x -> Tensor.cat(1, x, x.slice(1, 0, 1).expand(x.size(0), 1 + small(number(n, x))));
    };
  }
}
