package dev.forja.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.tensor.Autograd;
import dev.forja.tensor.GradOptions;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the gradients that ops give as ops with those on arrays, and their own gradients with
 * finite differences of those on arrays: for {@code L = sum of w * y} and random v, the gradient of
 * {@code S = sum of v * dL/dx} with respect to each input and to w. The steps and the tolerance are
 * those of {@link GradientTest}; a second derivative may be larger than the first, and the
 * truncation error grows with it, so the tolerance is that of the largest magnitude.
 */
class SecondGradientTest {
  private static final float STEP = 0x1p-5f;
  private static final double TOLERANCE = 4e-4;

  /** The number of elements of each leaf that are compared, about. */
  private static final int SAMPLES = Integer.getInteger("forja.samples", 6);

  private static final GradOptions CREATE =
      GradOptions.defaults().withCreateGraph(true).withAllowUnused(true);

  static List<OpCase> rows() {
    return OpTable.rows().stream().filter(SecondGradientTest::isDifferentiable).toList();
  }

  private static boolean isDifferentiable(OpCase row) {
    return Arrays.stream(
                row.op().forward(row.dense(), Allocator.HEAP).outputs().toArray(NdArray[]::new))
            .anyMatch(y -> y.dtype() == DType.F32)
        && Arrays.stream(row.inputs()).anyMatch(OpCase.Input::hasGradient)
        && !(row.op() instanceof CastOp);
  }

  /** The inputs of a row with gradients, and weights of the outputs. */
  private record Point(Op op, Tensor[] inputs, boolean[] differs, List<@Nullable Tensor> weights) {
    static Point of(OpCase row) {
      NdArray[] arrays = row.dense();
      Tensor[] inputs = new Tensor[arrays.length];
      boolean[] differs = new boolean[arrays.length];
      for (int i = 0; i < inputs.length; i++) {
        differs[i] = row.inputs()[i].hasGradient();
        inputs[i] = Tensor.of(arrays[i]).requiresGrad(differs[i]);
      }
      Random random = new Random(5);
      List<@Nullable Tensor> weights = new ArrayList<>();
      for (NdArray y : row.op().forward(arrays, Allocator.HEAP).outputs()) {
        weights.add(y.dtype() == DType.F32 ? random(random, y.shape()).requiresGrad(true) : null);
      }
      return new Point(row.op(), inputs, differs, weights);
    }

    List<Tensor> leaves() {
      List<Tensor> leaves = new ArrayList<>();
      for (int i = 0; i < inputs.length; i++) {
        if (differs[i]) {
          leaves.add(inputs[i]);
        }
      }
      return leaves;
    }

    /** The sum of w * y. */
    Tensor loss() {
      Tensor[] outputs = Tensor.applyAll(op, inputs);
      Tensor loss = Tensor.scalar(0);
      for (int i = 0; i < outputs.length; i++) {
        Tensor weight = weights.get(i);
        if (weight != null) {
          loss = loss.add(outputs[i].mul(weight).sum());
        }
      }
      return loss;
    }

    /** The sum of v * dL/dx in double, from gradients on arrays. */
    double slope(List<Tensor> v) {
      List<Tensor> gradients =
          Autograd.grad(loss(), leaves(), GradOptions.defaults().withAllowUnused(true));
      double sum = 0;
      for (int i = 0; i < v.size(); i++) {
        float[] g = gradients.get(i).toFloats();
        float[] factor = v.get(i).toFloats();
        for (int e = 0; e < g.length; e++) {
          sum += (double) g[e] * factor[e];
        }
      }
      return sum;
    }
  }

  private static Tensor random(Random random, int... shape) {
    NdArray array = Allocator.HEAP.floats(shape);
    for (int e = 0; e < array.count(); e++) {
      array.floats()[e] = (random.nextBoolean() ? 1 : -1) * (0.5f + random.nextFloat());
    }
    return Tensor.of(array);
  }

  /**
   * Ops without a first gradient have no second one. The loss of CTC is the only one whose gradient
   * is not made of ops, as in PyTorch.
   */
  @Test
  void everyOpWithAGradientHasOneMadeOfOps() throws NoSuchMethodException {
    List<String> without = new ArrayList<>();
    for (Class<?> op :
        OpTable.rows().stream().map(row -> row.op().getClass()).distinct().toList()) {
      Class<?> quick =
          op.getMethod(
                  "backward",
                  SavedForBackward.class,
                  NdArray[].class,
                  boolean[].class,
                  Allocator.class)
              .getDeclaringClass();
      Class<?> made = op.getMethod("gradient", GradContext.class).getDeclaringClass();
      if (quick != Op.class && made == Op.class) {
        without.add(op.getSimpleName());
      }
    }
    // PyTorch says that the derivative of _ctc_loss_backward is not implemented.
    assertThat(without)
        .as("ops with Op.backward but without Op.gradient")
        .containsExactly("CtcLossOp");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void firstGradientsAreThoseOnArrays(OpCase row) {
    Point point = Point.of(row);
    List<Tensor> expected =
        Autograd.grad(point.loss(), point.leaves(), GradOptions.defaults().withAllowUnused(true));
    List<Tensor> actual = Autograd.grad(point.loss(), point.leaves(), CREATE);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
      assertThat(actual.get(i).toFloats())
          .usingComparatorWithPrecision(2e-5f)
          .containsExactly(expected.get(i).toFloats());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void secondGradientsAreThoseOfFiniteDifferences(OpCase row) {
    Point point = Point.of(row);
    List<Tensor> first = Autograd.grad(point.loss(), point.leaves(), CREATE);
    Random random = new Random(6);
    List<Tensor> v = new ArrayList<>();
    Tensor sum = Tensor.scalar(0);
    for (Tensor gradient : first) {
      v.add(random(random, gradient.shape()));
      sum = sum.add(gradient.mul(v.getLast()).sum());
    }
    List<Tensor> all = new ArrayList<>(point.leaves());
    point.weights().stream().filter(weight -> weight != null).forEach(all::add);
    List<Tensor> second =
        sum.requiresGrad()
            ? Autograd.grad(sum, all, CREATE)
            : all.stream().map(leaf -> Tensor.zeros(leaf.shape())).toList();
    for (int k = 0; k < all.size(); k++) {
      float[] actual = second.get(k).toFloats();
      double scale = 1;
      for (float slope : actual) {
        scale = Math.max(scale, Math.abs(slope));
      }
      int step = Math.max(1, actual.length / SAMPLES);
      for (int e = 0; e < actual.length; e += step) {
        assertThat((double) actual[e])
            .as("second gradient of leaf %d at %d", k, e)
            .isCloseTo(slope(point, v, all.get(k).array(), e), within(TOLERANCE * scale));
      }
    }
  }

  private static double slope(Point point, List<Tensor> v, NdArray leaf, int i) {
    float[] x = leaf.floats();
    float at = x[i];
    double wide = difference(point, v, x, i, STEP);
    x[i] = at;
    double narrow = difference(point, v, x, i, STEP / 2);
    x[i] = at;
    return (4 * narrow - wide) / 3;
  }

  private static double difference(Point point, List<Tensor> v, float[] x, int i, float step) {
    float at = x[i];
    float above = at + step;
    float below = at - step;
    x[i] = above;
    double high = point.slope(v);
    x[i] = below;
    double low = point.slope(v);
    return (high - low) / ((double) above - below);
  }
}
