package dev.forja.optim;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.Parameter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Schedulers alone and two of one optimiser, in both orders, give PyTorch's learning rates over 200
 * steps. The rates of PyTorch are products of factors in the order of the steps; closed forms
 * differ from them by rounding, and a cosine divides differences by small numbers, which the
 * tolerance allows for.
 */
class SchedulePairsTest {
  private static final Map<String, Function<Optimizer<?>, Scheduler>> SCHEDULES =
      Map.ofEntries(
          entry("StepLR", o -> StepLR.of(o, 7, 0.5)),
          entry("MultiStepLR", o -> MultiStepLR.of(o, List.of(3, 11, 40), 0.3)),
          entry("ConstantLR", o -> ConstantLR.of(o, 0.5, 9)),
          entry("LinearLR", o -> LinearLR.of(o, 0.2, 0.8, 20)),
          entry("ExponentialLR", o -> ExponentialLR.of(o, 0.97)),
          entry("PolynomialLR", o -> PolynomialLR.of(o, 60, 2)),
          entry("CosineAnnealingLR", o -> CosineAnnealingLR.of(o, 25, 0.01)),
          entry("LambdaLR", o -> LambdaLR.of(o, k -> 1 / (1.0 + k))),
          entry("MultiplicativeLR", o -> MultiplicativeLR.of(o, k -> 0.99)),
          entry("CosineAnnealingWarmRestarts", o -> CosineAnnealingWarmRestarts.of(o, 10, 2, 0.01)),
          entry("CyclicLR", SchedulePairsTest::cyclic),
          entry("OneCycleLR", SchedulePairsTest::oneCycle),
          entry("SWALR", o -> SWALR.of(o, 0.05, 15, true)),
          entry("SequentialLR", SchedulePairsTest::sequential),
          entry("ChainedScheduler", SchedulePairsTest::chained));

  private static final int[] STEPS =
      IntStream.concat(
              IntStream.range(0, 12),
              IntStream.concat(
                  IntStream.iterate(12, s -> s < 60, s -> s + 4),
                  IntStream.iterate(60, s -> s < 200, s -> s + 9)))
          .toArray();

  private static Scheduler cyclic(Optimizer<?> optimizer) {
    return CyclicLR.of(
        optimizer, 0.1, 1, CyclicOptions.defaults().withStepSizeUp(8).withCycleMomentum(false));
  }

  private static Scheduler oneCycle(Optimizer<?> optimizer) {
    return OneCycleLR.of(optimizer, 2, 250, OneCycleOptions.defaults().withCycleMomentum(false));
  }

  private static Scheduler sequential(Optimizer<?> optimizer) {
    return SequentialLR.of(
        optimizer,
        List.of(o -> LinearLR.of(o, 0.1, 1, 20), o -> CosineAnnealingLR.of(o, 150, 0.02)),
        List.of(20));
  }

  private static Scheduler chained(Optimizer<?> optimizer) {
    return ChainedScheduler.of(
        optimizer,
        List.of(
            o -> ConstantLR.of(o, 0.1, 20),
            o -> ExponentialLR.of(o, 0.98),
            o -> CosineAnnealingLR.of(o, 30, 0.001)));
  }

  private static SGD sgd() {
    return SGD.of(List.of(Parameter.zeros(1)), 1.0);
  }

  @TestFactory
  Stream<DynamicTest> aloneAndInPairsTheyGivePyTorchsRates()
      throws IOException, URISyntaxException {
    Path file =
        Path.of(
            Objects.requireNonNull(
                    SchedulePairsTest.class.getResource("/optimizer-runs/schedules.tsv"))
                .toURI());
    return Files.readAllLines(file).stream()
        .map(row -> row.split("\t", 2))
        .map(row -> DynamicTest.dynamicTest(row[0], () -> compare(row[0], row[1])));
  }

  private static void compare(String names, String expected) {
    SGD optimizer = sgd();
    List<Scheduler> made = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      made.add(Objects.requireNonNull(SCHEDULES.get(name)).apply(optimizer));
    }
    double[] rates = new double[200];
    for (int s = 0; s < rates.length; s++) {
      rates[s] = optimizer.groups().getFirst().lr();
      made.forEach(Scheduler::step);
    }
    double[] wanted =
        Arrays.stream(expected.split("\t")).mapToDouble(Double::parseDouble).toArray();
    assertThat(wanted).hasSameSizeAs(STEPS);
    for (int i = 0; i < STEPS.length; i++) {
      assertThat(rates[STEPS[i]])
          .as("%s at step %d", names, STEPS[i])
          .isCloseTo(wanted[i], within(1e-9 + 1e-6 * Math.abs(wanted[i])));
    }
  }

  @Test
  void theStepsOfTheExampleAreThoseOfPyTorch() {
    SGD optimizer = sgd();
    ExponentialLR first = ExponentialLR.of(optimizer, 0.9);
    MultiStepLR second = MultiStepLR.of(optimizer, List.of(2), 0.1);
    double[] expected = {0.9, 0.081, 0.0729, 0.06561};
    for (double rate : expected) {
      first.step();
      second.step();
      assertThat(optimizer.groups().getFirst().lr()).isCloseTo(rate, within(1e-12));
    }
  }

  @Test
  void savedPairsContinueExactly() {
    SGD optimizer = sgd();
    Scheduler first = ExponentialLR.of(optimizer, 0.9);
    Scheduler second = CosineAnnealingLR.of(optimizer, 9, 0.01);
    for (int s = 0; s < 5; s++) {
      first.step();
      second.step();
    }
    SGD other = sgd();
    Scheduler firstAgain = ExponentialLR.of(other, 0.9);
    Scheduler secondAgain = CosineAnnealingLR.of(other, 9, 0.01);
    firstAgain.loadStateDict(first.stateDict());
    secondAgain.loadStateDict(second.stateDict());
    for (int s = 0; s < 20; s++) {
      assertThat(other.groups().getFirst().lr()).isEqualTo(optimizer.groups().getFirst().lr());
      for (Scheduler each : List.of(first, second, firstAgain, secondAgain)) {
        each.step();
      }
    }
  }
}
