package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares second derivatives with differences of first ones. With float32 and a step of 2^-6, the
 * error of the central difference of a first derivative g is a few times 2^-24 * 2^6 * |g|, plus a
 * sixth of the squared step times its second derivative: about 4e-5 for values near 1. The
 * tolerance is ten times that.
 */
class SecondBackwardTest {
  private static final float STEP = 0x1p-6f;

  /** A function of two leaves and its name. */
  record Row(String name, int[] a, int[] b, Function<List<Tensor>, Tensor> f) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    return List.of(
        row("exp", of(2, 3), of(3), x -> x.get(0).exp()),
        row("exp of exp", of(3), of(3), x -> x.get(0).exp().exp()),
        row("mul", of(2, 3), of(2, 3), x -> x.get(0).mul(x.get(1)).mul(x.get(1))),
        row("mul, broadcast", of(2, 3), of(3), x -> x.get(0).mul(x.get(1)).mul(x.get(1))),
        row("mul, both broadcast", of(2, 1), of(1, 3), x -> x.get(0).mul(x.get(1)).exp()),
        row(
            "add and sub",
            of(2, 3),
            of(3),
            x -> x.get(0).add(x.get(1)).mul(x.get(0).sub(x.get(1)))),
        row("matmul", of(2, 3), of(3, 2), x -> x.get(0).matmul(x.get(1)).exp()),
        row("matmul, stacks", of(2, 2, 3), of(3, 2), x -> x.get(0).matmul(x.get(1)).exp()),
        row("matmul, repeated", of(1, 2, 3), of(2, 3, 2), x -> x.get(0).matmul(x.get(1)).exp()),
        row("matmul, vector", of(3), of(3, 2), x -> x.get(0).matmul(x.get(1)).exp()),
        row("matmul, dot", of(3), of(3), x -> x.get(0).matmul(x.get(1)).exp()));
  }

  private static Row row(String name, int[] a, int[] b, Function<List<Tensor>, Tensor> f) {
    return new Row(name, a, b, f);
  }

  private static int[] of(int... shape) {
    return shape;
  }

  private static Tensor leaf(int... shape) {
    Tensor leaf = Randoms.callWith(new Philox(shape.length), () -> Tensor.rand(shape).sub(0.5));
    return leaf.detach().requiresGrad(true);
  }

  /** The gradients in the order of the leaves; zeros for a missing one. */
  private static List<Tensor> gradients(Tensor of, List<Tensor> leaves) {
    List<@Nullable Tensor> found = SecondBackward.gradients(of, leaves);
    return List.of(orZeros(found.get(0), leaves.get(0)), orZeros(found.get(1), leaves.get(1)));
  }

  private static Tensor orZeros(@Nullable Tensor gradient, Tensor leaf) {
    return gradient == null ? Tensor.zeros(leaf.shape()) : gradient;
  }

  /**
   * The function to differentiate a second time: the weighted sum of the gradients of both leaves.
   */
  private static Tensor weighted(Row row, List<Tensor> leaves) {
    List<Tensor> first = gradients(row.f().apply(leaves).sum(), leaves);
    Tensor sum = Tensor.scalar(0);
    for (Tensor gradient : first) {
      Tensor weights = Tensor.arange(gradient.count()).reshape(gradient.shape());
      sum = sum.add(gradient.mul(weights.to(gradient.dtype()).mul(0.25).add(0.5)).sum());
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void secondDerivativesAreThoseOfDifferences(Row row) {
    List<Tensor> leaves = List.of(leaf(row.a()), leaf(row.b()));
    List<Tensor> second = gradients(weighted(row, leaves), leaves);
    for (int k = 0; k < 2; k++) {
      float[] at = leaves.get(k).toFloats();
      float[] actual = second.get(k).toFloats();
      for (int i = 0; i < at.length; i++) {
        double high = moved(row, leaves, k, i, STEP);
        double low = moved(row, leaves, k, i, -STEP);
        double expected = (high - low) / (2 * STEP);
        assertThat((double) actual[i])
            .as("second derivative %d of leaf %d", i, k)
            .isCloseTo(expected, within(1e-3 * Math.max(1, Math.abs(expected))));
      }
    }
  }

  private static double moved(Row row, List<Tensor> leaves, int leaf, int place, float step) {
    float[] values = leaves.get(leaf).toFloats();
    values[place] += step;
    Tensor other = Tensor.of(values, leaves.get(leaf).shape()).requiresGrad(true);
    List<Tensor> moved = leaf == 0 ? List.of(other, leaves.get(1)) : List.of(leaves.get(0), other);
    return weighted(row, moved).item();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void firstDerivativesAreThoseOfBackward(Row row) {
    List<Tensor> leaves = List.of(leaf(row.a()), leaf(row.b()));
    List<Tensor> first = gradients(row.f().apply(leaves).sum(), leaves);
    row.f().apply(leaves).sum().backward();
    for (int k = 0; k < 2; k++) {
      Tensor grad = orZeros(leaves.get(k).grad(), leaves.get(k));
      assertThat(first.get(k).toFloats())
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(grad.toFloats());
    }
  }

  @Test
  void anOpWithoutAGradientMadeOfOpsSaysSo() {
    Tensor x = leaf(3);
    assertThatThrownBy(() -> SecondBackward.gradients(x.softmax(0).sum(), List.of(x)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("softmax has no gradient that can be differentiated again");
  }
}
