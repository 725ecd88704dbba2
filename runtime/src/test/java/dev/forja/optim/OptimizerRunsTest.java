package dev.forja.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Optimisers take the way of PyTorch's over 200 steps of a problem with curvature. */
class OptimizerRunsTest {
  /** The problem: the mean square of {@code tanh(x w' + b) - y}, whose numbers are sines. */
  private static final class Problem {
    private final Tensor x = sines(1, 6, 4);
    private final Tensor y = sines(2, 6, 3).mul((float) 0.9);
    private final Parameter w = Parameter.of(sines(3, 3, 4));
    private final Parameter b = Parameter.of(sines(4, 3));

    private static Tensor sines(double start, int... shape) {
      float[] values = new float[Tensor.zeros(shape).count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.sin(start + 1.7 * i);
      }
      return Tensor.of(values, shape);
    }

    private Tensor loss() {
      return loss(false);
    }

    /** With a decay of the parameters, the way of LBFGS does not depend on the last digits. */
    private Tensor decayed() {
      return loss(true);
    }

    private Tensor loss(boolean decay) {
      w.zeroGrad();
      b.zeroGrad();
      Tensor loss = x.linear(w, b).tanh().sub(y).square().mean();
      if (decay) {
        loss = loss.add(w.square().sum().add(b.square().sum()).mul(0.05));
      }
      loss.backward();
      return loss;
    }

    private double[] values() {
      return Stream.of(w, b)
          .flatMap(p -> Stream.of(p.toFloats()))
          .flatMapToDouble(values -> IntStream.range(0, values.length).mapToDouble(i -> values[i]))
          .toArray();
    }
  }

  private static Optimizer<?> made(String name, boolean second, Problem problem) {
    List<Parameter> all = List.of(problem.w, problem.b);
    return switch (name) {
      case "SGD" ->
          SGD.of(
              all,
              second
                  ? SGD.defaults()
                      .withLr(0.05)
                      .withMomentum(0.9)
                      .withNesterov(true)
                      .withWeightDecay(0.01)
                  : SGD.defaults().withLr(0.1));
      case "Adam" -> Adam.of(all, 0.01);
      case "AdamW" -> AdamW.of(all, 0.01);
      case "NAdam" -> NAdam.of(all, 0.01);
      case "RAdam" -> RAdam.of(all, 0.01);
      case "RMSprop" -> RMSprop.of(all, 0.005);
      case "Adagrad" -> Adagrad.of(all, 0.1);
      case "Adadelta" ->
          Adadelta.of(
              all,
              second
                  ? Adadelta.defaults().withLr(0.5).withRho(0.8).withEps(1e-4).withWeightDecay(0.01)
                  : Adadelta.defaults());
      case "Adamax" ->
          Adamax.of(
              all,
              second
                  ? Adamax.defaults()
                      .withLr(0.01)
                      .withBeta1(0.8)
                      .withBeta2(0.99)
                      .withEps(1e-6)
                      .withWeightDecay(0.02)
                  : Adamax.defaults());
      case "ASGD" ->
          ASGD.of(
              all,
              second
                  ? ASGD.defaults()
                      .withLr(0.2)
                      .withLambd(0.01)
                      .withAlpha(0.6)
                      .withT0(20)
                      .withWeightDecay(0.01)
                  : ASGD.defaults());
      case "Rprop" ->
          Rprop.of(
              all,
              second
                  ? Rprop.defaults()
                      .withLr(0.02)
                      .withEtaMinus(0.4)
                      .withEtaPlus(1.3)
                      .withMinStepSize(1e-4)
                      .withMaxStepSize(0.3)
                  : Rprop.defaults());
      case "Adafactor" ->
          Adafactor.of(
              all,
              second
                  ? Adafactor.defaults()
                      .withLr(0.05)
                      .withBeta2Decay(-0.6)
                      .withEps1(1e-5)
                      .withEps2(1e-2)
                      .withD(1.5)
                      .withWeightDecay(0.03)
                  : Adafactor.defaults());
      case "LBFGS" ->
          LBFGS.of(
              all,
              second
                  ? LBFGS
                      .defaults()
                      .withLr(0.5)
                      .withMaxIter(5)
                      .withHistorySize(4)
                      .withStrongWolfe(true)
                  : LBFGS.defaults().withMaxIter(3));
      case "Muon" ->
          Muon.of(
              List.of(problem.w),
              second
                  ? Muon.defaults()
                      .withLr(0.02)
                      .withWeightDecay(0.05)
                      .withMomentum(0.9)
                      .withNesterov(false)
                      .withNsSteps(4)
                      .withAdjustLr(MuonOptions.AdjustLr.MATCH_RMS_ADAMW)
                  : Muon.defaults());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void step(Optimizer<?> optimizer, Problem problem) {
    if (optimizer instanceof LBFGS lbfgs) {
      lbfgs.step(problem::decayed);
    } else {
      problem.loss();
      optimizer.step();
    }
  }

  /** The rows of a run: those with the same optimiser and options. */
  private static Stream<List<String[]>> runs() throws IOException, URISyntaxException {
    Path file =
        Path.of(
            Objects.requireNonNull(OptimizerRunsTest.class.getResource("/optimizer-runs/runs.tsv"))
                .toURI());
    return Files.readAllLines(file).stream()
        .map(row -> row.split("\t"))
        .collect(
            Collectors.groupingBy(row -> row[0] + row[1], LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream();
  }

  @TestFactory
  Stream<DynamicTest> twoHundredStepsAreThoseOfPyTorch() throws IOException, URISyntaxException {
    List<String> before = new ArrayList<>();
    return runs()
        .map(
            rows -> {
              String name = rows.getFirst()[0];
              boolean second = before.contains(name);
              before.add(name);
              return DynamicTest.dynamicTest(
                  name + " " + rows.getFirst()[1], () -> compare(name, second, rows));
            });
  }

  private static void compare(String name, boolean second, List<String[]> rows) {
    Problem problem = new Problem();
    Optimizer<?> optimizer = made(name, second, problem);
    // LBFGS divides differences of gradients, so its way depends on the last digits of float32; so
    // does Muon's, which rounds gradients to bfloat16, where neighbours are 0.4 % apart.
    double tolerance =
        switch (name) {
          case "LBFGS" -> 2e-3;
          case "Muon" -> 5e-3;
          default -> 5e-4;
        };
    int step = 0;
    for (String[] row : rows) {
      for (; step < Integer.parseInt(row[2]); step++) {
        step(optimizer, problem);
      }
      double[] values = problem.values();
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i])
            .as("element %d after step %d", i, step)
            .isCloseTo(Double.parseDouble(row[3 + i]), within(tolerance));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> savedStatesContinueExactly() throws IOException, URISyntaxException {
    return runs()
        .map(rows -> rows.getFirst()[0])
        .distinct()
        .map(name -> DynamicTest.dynamicTest(name, () -> resume(name)));
  }

  private static void resume(String name) {
    Problem problem = new Problem();
    Optimizer<?> optimizer = made(name, true, problem);
    for (int s = 0; s < 7; s++) {
      step(optimizer, problem);
    }
    Problem again = new Problem();
    again.w.copyFrom(problem.w);
    again.b.copyFrom(problem.b);
    Optimizer<?> resumed = made(name, true, again);
    resumed.loadStateDict(optimizer.stateDict());
    Supplier<double[]> expected = problem::values;
    for (int s = 0; s < 5; s++) {
      step(optimizer, problem);
      step(resumed, again);
      assertThat(again.values()).isEqualTo(expected.get());
    }
  }

  @Test
  void lbfgsRefusesAStepWithoutALoss() {
    LBFGS optimizer = LBFGS.of(List.of(Parameter.zeros(2)), 1);
    assertThatThrownBy(optimizer::step)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("step(closure)");
  }

  /** The products of PyTorch's iterations are rounded to bfloat16, and so are these. */
  @Test
  void aStepOfMuonHasTheBitsOfPyTorch() {
    Parameter w = Parameter.zeros(2, 3);
    w.setGrad(Tensor.of(new float[] {0.3f, -0.7f, 0.11f, 0.9f, 0.05f, -0.4f}, 2, 3));
    MuonOptions options = Muon.defaults().withLr(1).withMomentum(0.9).withNesterov(false);
    Muon.of(List.of(w), options.withNsSteps(4)).step();
    assertThat(w.toFloats())
        .containsExactly(
            -0.15527344f, 0.94921875f, -0.2578125f, -0.6171875f, -0.22949219f, 0.34179688f);
  }

  @Test
  void muonRefusesVectors() {
    Parameter vector = Parameter.zeros(3);
    vector.setGrad(Tensor.ones(3));
    Muon optimizer = Muon.of(List.of(vector), 0.1);
    assertThatThrownBy(optimizer::step)
        .hasMessageContaining("a parameter of shape [3]: expected matrices");
  }
}
