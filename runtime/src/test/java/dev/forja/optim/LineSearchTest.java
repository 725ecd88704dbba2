package dev.forja.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@link LBFGS} on Rosenbrock's function goes PyTorch's way, evaluation by evaluation. Both round
 * to float32, and the function makes rounding grow: starts two neighbours away take PyTorch as far
 * from its way in float64 as {@code rosenbrock.tsv} says, 0.008 after 30 iterations with a line
 * search.
 */
class LineSearchTest {
  /** The points at which the function is evaluated in 30 iterations. */
  private static List<float[]> way(double lr, boolean search) {
    Parameter parameters = Parameter.of(Tensor.of(new float[] {-1.2f, 1}, 2));
    LBFGS optimizer =
        LBFGS.of(
            List.of(parameters),
            LBFGS.defaults().withLr(lr).withMaxIter(30).withStrongWolfe(search));
    List<float[]> points = new ArrayList<>();
    optimizer.step(
        () -> {
          optimizer.zeroGrad();
          Tensor x = parameters.select(0, 0);
          Tensor y = parameters.select(0, 1);
          Tensor loss = x.sub(1).square().add(y.sub(x.square()).square().mul(100));
          loss.backward();
          points.add(parameters.toFloats());
          return loss;
        });
    return points;
  }

  private static Stream<String[]> rows(String name) throws IOException, URISyntaxException {
    Path file =
        Path.of(
            Objects.requireNonNull(LineSearchTest.class.getResource("/optimizer-runs/" + name))
                .toURI());
    return Files.readAllLines(file).stream().map(row -> row.split("\t"));
  }

  @TestFactory
  Stream<DynamicTest> eachEvaluationIsWhereThatOfPyTorchIs()
      throws IOException, URISyntaxException {
    return rows("rosenbrock.tsv")
        .collect(
            Collectors.groupingBy(
                row -> row[0] + " " + row[1], LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(run -> DynamicTest.dynamicTest(run.getKey(), () -> compare(run.getValue())));
  }

  private static void compare(List<String[]> rows) {
    String[] first = rows.getFirst();
    List<float[]> points = way(Double.parseDouble(first[0]), !first[1].equals("None"));
    assertThat(points).hasSameSizeAs(rows);
    for (String[] row : rows) {
      float[] point = points.get(Integer.parseInt(row[2]));
      double far = Double.parseDouble(row[5]) + 1e-7;
      for (int i = 0; i < point.length; i++) {
        assertThat((double) point[i])
            .as("element %d at evaluation %s", i, row[2])
            .isCloseTo(Double.parseDouble(row[3 + i]), within(far));
      }
    }
  }

  /** Losses that do not differ in float32 count as equal, and of equal ones PyTorch's is taken. */
  @TestFactory
  Stream<DynamicTest> equalLossesAreComparedAsInPyTorch() throws IOException, URISyntaxException {
    return rows("terraces.tsv")
        .map(row -> DynamicTest.dynamicTest(String.join(" ", row), () -> descend(row)));
  }

  private static void descend(String[] row) {
    double[] given = Stream.of(row).mapToDouble(Double::parseDouble).toArray();
    Parameter parameters =
        Parameter.of(Tensor.of(new float[] {(float) given[1], (float) given[1] / 2}, 2));
    LBFGS optimizer =
        LBFGS.of(
            List.of(parameters),
            LBFGS.defaults().withLr(given[3]).withMaxIter(12).withStrongWolfe(true));
    List<Tensor> evaluations = new ArrayList<>();
    optimizer.step(
        () -> {
          optimizer.zeroGrad();
          Tensor hills = parameters.square().mul(-3).add(parameters.mul(3).sin());
          Tensor smooth = parameters.sub(given[0]).pow(4).add(hills).sum();
          smooth.backward();
          Tensor loss = smooth.div(given[2]).floor().mul(given[2]);
          evaluations.add(loss);
          return loss;
        });
    assertThat(evaluations).hasSize((int) given[4]);
    assertThat((double) parameters.toFloats()[0]).isCloseTo(given[5], within(1e-4));
    assertThat((double) parameters.toFloats()[1]).isCloseTo(given[6], within(1e-4));
  }
}
