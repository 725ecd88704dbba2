package dev.forja.tensor;

import static java.lang.Float.NEGATIVE_INFINITY;
import static java.lang.Float.NaN;
import static java.lang.Float.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.op.CrossEntropyOp;
import dev.forja.op.Reduction;
import dev.forja.op.ScatterKind;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Gradients where a function has a corner, a pole or NaN. The expected numbers are those of PyTorch
 * 2.13, where element i of the output has the gradient i + 1; both roads of a gradient, by arrays
 * and by a graph, give them.
 */
class EdgeGradientsTest {
  private static Tensor leaf(float... data) {
    return Tensor.of(data).requiresGrad(true);
  }

  private static DynamicTest row(
      String name, List<Tensor> leaves, Supplier<Tensor> call, float[]... gradients) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          for (boolean graph : new boolean[] {false, true}) {
            Tensor y = call.get();
            Tensor weights = Tensor.arange(1, y.count() + 1, 1).to(y.dtype()).reshape(y.shape());
            List<@Nullable Tensor> found =
                Autograd.grad(
                    List.of(y),
                    leaves,
                    List.of(weights),
                    GradOptions.defaults().withCreateGraph(graph));
            for (int i = 0; i < gradients.length; i++) {
              assertThat(Objects.requireNonNull(found.get(i)).toFloats())
                  .as("gradient %d, as a graph: %s", i, graph)
                  .containsExactly(gradients[i]);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfPyTorch() {
    Tensor dividend = leaf(-5, 5, -3, 0.5f);
    Tensor divisor = leaf(3, -3, POSITIVE_INFINITY, NEGATIVE_INFINITY);
    Tensor base = leaf(1, 2, 3);
    Tensor source = leaf(1, NaN, 2);
    Tensor windows = Tensor.of(new float[] {0, 0, -1, 2}, 1, 1, 4).requiresGrad(true);
    Tensor scores = leaf(POSITIVE_INFINITY, NEGATIVE_INFINITY, 2);
    Tensor targets = leaf(1, 0, 1);
    return Stream.of(
        row(
            "remainder",
            List.of(dividend, divisor),
            () -> dividend.remainder(divisor),
            new float[] {1, 2, 3, 4},
            new float[] {2, 4, 3, 4}),
        row(
            "scatterReduce of NaN, whose gradient PyTorch loses",
            List.of(base, source),
            () -> base.scatterReduce(0, Tensor.ofLongs(0, 1, 1), source, ScatterKind.AMAX, true),
            new float[] {0.5f, 0, 3},
            new float[] {0.5f, 2, 0}),
        row(
            "lpPool1d of zeros, p = 2",
            List.of(windows),
            () -> windows.lpPool1d(2, PoolOptions.of(2)),
            new float[] {0, 0, -0.8944272f, 1.7888544f}),
        row(
            "lpPool1d of zeros, p = 1",
            List.of(windows),
            () -> windows.lpPool1d(1, PoolOptions.of(2)),
            new float[] {0, 0, 2, 2}),
        row(
            "targets of binaryCrossEntropyWithLogits",
            List.of(targets),
            () -> scores.binaryCrossEntropyWithLogits(targets, null, null, Reduction.NONE),
            new float[] {NEGATIVE_INFINITY, POSITIVE_INFINITY, -6}));
  }

  /** PyTorch has NaN here: the mean over no weight. */
  @Test
  void smoothingGivesNoMeanToClassesWithoutWeight() {
    Tensor scores = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor weight = Tensor.vector(0, 1);
    for (float smoothing : new float[] {0, 0.2f}) {
      CrossEntropyOp mean =
          new CrossEntropyOp(Reduction.MEAN, CrossEntropyOp.IGNORE_INDEX, smoothing);
      assertThat(scores.crossEntropy(Tensor.ofLongs(0, 0), weight, mean).item()).isNaN();
    }
  }
}
