package dev.forja.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.StridedCopy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the gradient of every op with finite differences of {@code L = sum of w * y} for random
 * w.
 *
 * <p>L is summed in double, so outputs that do not depend on an input cancel exactly. Two central
 * differences with steps h and h/2 are extrapolated (Richardson), which leaves a truncation error
 * of order h^4 and permits h to be as large as 2^-5. The outputs are float32, with an error of a
 * few times 2^-24 of their magnitude s; the division by the step turns it into about 2^-24 * 32 * 4
 * * s = 8e-6 * s. The tolerance is ten times that, plus as much for the truncation, for magnitudes
 * near 1.
 */
class GradientTest {
  private static final float STEP = 0x1p-5f;
  private static final double TOLERANCE = 2e-4;

  static List<OpCase> rows() {
    return OpTable.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void gradientIsThatOfFiniteDifferences(OpCase row) {
    NdArray[] inputs = row.dense();
    NdArray[] outputs = outputs(row.op(), inputs, Allocator.HEAP);
    if (Arrays.stream(outputs).noneMatch(y -> y.dtype() == DType.F32)) {
      assertThat(outputs).allMatch(y -> !y.dtype().isFloat());
      return;
    }
    NdArray[] weights = weights(outputs);
    @Nullable NdArray[] gradients = gradients(row, inputs, weights, new CheckedAllocator());
    for (int i = 0; i < inputs.length; i++) {
      if (!row.inputs()[i].hasGradient()) {
        continue;
      }
      float[] expected = differences(row.op(), inputs, i, weights);
      float[] actual = values(gradients[i], inputs[i]);
      for (int e = 0; e < expected.length; e++) {
        double scale = Math.max(1, Math.abs(expected[e]));
        assertThat((double) actual[e])
            .as("gradient of input %d at %d", i, e)
            .isCloseTo(expected[e], within(TOLERANCE * scale));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void viewsGiveWhatDenseArraysGive(OpCase row) {
    NdArray[] dense = row.dense();
    NdArray[] views = Arrays.stream(dense).map(GradientTest::asView).toArray(NdArray[]::new);
    CheckedAllocator allocator = new CheckedAllocator();
    NdArray[] expected = outputs(row.op(), dense, Allocator.HEAP);
    NdArray[] actual = outputs(row.op(), views, allocator);
    for (int i = 0; i < expected.length; i++) {
      NdArray output = actual[i];
      assertThat(allocator.gave(output) || sharesStorage(output, views))
          .as("output %d comes from the allocator or is a view", i)
          .isTrue();
      assertClose(expected[i], output, "output " + i);
    }
    if (Arrays.stream(expected).noneMatch(y -> y.dtype() == DType.F32)) {
      return;
    }
    NdArray[] weights = weights(expected);
    NdArray[] weightViews = new NdArray[weights.length];
    Arrays.setAll(weightViews, i -> weights[i] == null ? null : asView(weights[i]));
    @Nullable NdArray[] fromDense = gradients(row, dense, weights, Allocator.HEAP);
    @Nullable NdArray[] fromViews = gradients(row, views, weightViews, allocator);
    for (int i = 0; i < dense.length; i++) {
      if (row.inputs()[i].hasGradient()) {
        assertThat(values(fromViews[i], dense[i]))
            .as("gradient of input %d", i)
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(values(fromDense[i], dense[i]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void outputsAreWhatTheShapeRuleSays(OpCase row) {
    NdArray[] inputs = row.dense();
    TensorType[] types = Arrays.stream(inputs).map(TensorType::of).toArray(TensorType[]::new);
    NdArray[] outputs = outputs(row.op(), inputs, Allocator.HEAP);
    assertThat(Arrays.stream(outputs).map(TensorType::of)).containsExactly(row.op().shapes(types));
    assertThat(row.op().name()).isNotBlank();
  }

  @Test
  void everyOpHasARow() throws IOException, URISyntaxException {
    Path classes = Path.of(Op.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> ops;
    try (Stream<Path> files = Files.list(classes.resolve("dev/forja/op"))) {
      ops =
          files
              .map(file -> file.getFileName().toString().replace(".class", ""))
              .filter(name -> name.endsWith("Op") && !name.equals("Op"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<String> tested =
        rows().stream()
            .map(row -> row.op().getClass().getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tested).as("ops with a row in OpTable").isEqualTo(ops);
  }

  private static NdArray[] outputs(Op op, NdArray[] inputs, Allocator allocator) {
    return op.forward(inputs, allocator).outputs().toArray(NdArray[]::new);
  }

  private static boolean sharesStorage(NdArray output, NdArray[] inputs) {
    return Arrays.stream(inputs).anyMatch(x -> x.storage() == output.storage());
  }

  /** A random weight for each element of each float32 output; null for other outputs. */
  private static NdArray[] weights(NdArray[] outputs) {
    Random random = new Random(4);
    NdArray[] weights = new NdArray[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i].dtype() == DType.F32) {
        weights[i] = Allocator.HEAP.floats(outputs[i].shape());
        for (int e = 0; e < weights[i].count(); e++) {
          weights[i].floats()[e] = (random.nextBoolean() ? 1 : -1) * (0.5f + random.nextFloat());
        }
      }
    }
    return weights;
  }

  private static @Nullable NdArray[] gradients(
      OpCase row, NdArray[] inputs, NdArray[] weights, Allocator allocator) {
    TensorType[] types = Arrays.stream(inputs).map(TensorType::of).toArray(TensorType[]::new);
    OpResult computed = row.op().forward(inputs, allocator);
    SavedForBackward saved = SavedForBackward.of(types, row.op().shapes(types), computed);
    boolean[] needed = new boolean[inputs.length];
    for (int i = 0; i < needed.length; i++) {
      needed[i] = row.inputs()[i].hasGradient();
    }
    @Nullable NdArray[] gradients = row.op().backward(saved, weights, needed, allocator);
    assertThat(gradients).hasSameSizeAs(inputs);
    return gradients;
  }

  private static float[] values(@Nullable NdArray gradient, NdArray input) {
    if (gradient == null) {
      return new float[input.count()];
    }
    assertThat(gradient.shape()).isEqualTo(input.shape());
    return gradient.copy(Allocator.HEAP).floats();
  }

  private static float[] differences(Op op, NdArray[] inputs, int input, NdArray[] weights) {
    float[] x = inputs[input].floats();
    float[] slopes = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      float at = x[i];
      double wide = slope(op, inputs, weights, x, i, STEP);
      x[i] = at;
      double narrow = slope(op, inputs, weights, x, i, STEP / 2);
      x[i] = at;
      slopes[i] = (float) ((4 * narrow - wide) / 3);
    }
    return slopes;
  }

  /** The central difference over the step as rounded to float32. */
  private static double slope(
      Op op, NdArray[] inputs, NdArray[] weights, float[] x, int i, float step) {
    float at = x[i];
    float above = at + step;
    float below = at - step;
    x[i] = above;
    double high = projection(outputs(op, inputs, Allocator.HEAP), weights);
    x[i] = below;
    double low = projection(outputs(op, inputs, Allocator.HEAP), weights);
    return (high - low) / ((double) above - below);
  }

  private static double projection(NdArray[] outputs, NdArray[] weights) {
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      if (weights[i] != null) {
        float[] y = outputs[i].copy(Allocator.HEAP).floats();
        for (int e = 0; e < y.length; e++) {
          sum += (double) y[e] * weights[i].floats()[e];
        }
      }
    }
    return sum;
  }

  /** The same elements with all dimensions stored in reverse order, at every second offset. */
  static NdArray asView(NdArray dense) {
    int rank = dense.rank();
    int[] flipped = new int[rank + 1];
    int[] order = new int[rank];
    for (int d = 0; d < rank; d++) {
      flipped[d] = dense.shape()[rank - 1 - d];
      order[d] = rank - 1 - d;
    }
    flipped[rank] = 2;
    NdArray wide = new CheckedAllocator().empty(dense.dtype(), flipped);
    int[] strides = Arrays.copyOf(wide.strides(), rank);
    NdArray view =
        NdArray.view(wide.storage(), Arrays.copyOf(flipped, rank), strides, wide.offset() + 1)
            .permute(order);
    StridedCopy.copy(dense, view);
    return view;
  }

  private static void assertClose(NdArray expected, NdArray actual, String what) {
    NdArray copy = actual.copy(Allocator.HEAP);
    NdArray reference = expected.copy(Allocator.HEAP);
    assertThat(copy.shape()).as(what).isEqualTo(reference.shape());
    if (expected.dtype() == DType.F32) {
      assertThat(copy.floats())
          .as(what)
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(reference.floats());
    } else {
      NdArray left = CastOp.convert(copy, DType.I64, Allocator.HEAP);
      NdArray right = CastOp.convert(reference, DType.I64, Allocator.HEAP);
      assertThat(left.storage().longs()).as(what).containsExactly(right.storage().longs());
    }
  }
}
