package dev.forja.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.tensor.Parameter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A number of steps is saved together with the settings that give it a meaning. */
class SavedSchedulesTest {
  private static SGD sgd() {
    return SGD.of(List.of(Parameter.zeros(1)), SGD.defaults().withLr(0.5).withMomentum(0.9));
  }

  private static Arguments of(
      String difference,
      Function<Optimizer<?>, Scheduler> saved,
      Function<Optimizer<?>, Scheduler> other) {
    return Arguments.of(difference, saved, other);
  }

  static Stream<Arguments> pairs() {
    OneCycleOptions cycle = OneCycleOptions.defaults();
    return Stream.of(
        of("stepSize was 2, is 3", o -> StepLR.of(o, 2, 0.1), o -> StepLR.of(o, 3, 0.1)),
        of(
            "milestones was [2], is [4]",
            o -> MultiStepLR.of(o, List.of(2), 0.1),
            o -> MultiStepLR.of(o, List.of(4), 0.1)),
        of(
            "etaMin was 0.0, is 0.1",
            o -> CosineAnnealingLR.of(o, 5, 0),
            o -> CosineAnnealingLR.of(o, 5, 0.1)),
        of(
            "tMult was 1, is 2",
            o -> CosineAnnealingWarmRestarts.of(o, 5, 1, 0),
            o -> CosineAnnealingWarmRestarts.of(o, 5, 2, 0)),
        of("totalIters was 3, is 4", o -> ConstantLR.of(o, 0.5, 3), o -> ConstantLR.of(o, 0.5, 4)),
        of(
            "endFactor was 1.0, is 0.8",
            o -> LinearLR.of(o, 0.5, 1, 3),
            o -> LinearLR.of(o, 0.5, 0.8, 3)),
        of("power was 1.0, is 2.0", o -> PolynomialLR.of(o, 3, 1), o -> PolynomialLR.of(o, 3, 2)),
        of("gamma was 0.9, is 0.8", o -> ExponentialLR.of(o, 0.9), o -> ExponentialLR.of(o, 0.8)),
        of(
            "stepSizeDown=null",
            o -> CyclicLR.of(o, 0.1, 1),
            o -> CyclicLR.of(o, 0.1, 1, CyclicOptions.defaults().withStepSizeDown(5))),
        of(
            "totalSteps was 10, is 20",
            o -> OneCycleLR.of(o, 0.1, 10, cycle),
            o -> OneCycleLR.of(o, 0.1, 20, cycle)),
        of("parts.1.gamma was 0.9, is 0.8", o -> chained(o, 0.9), o -> chained(o, 0.8)),
        of(
            "parts.0.kind was ConstantLR, is ExponentialLR",
            o -> sequential(o, p -> ConstantLR.of(p, 0.1, 3)),
            o -> sequential(o, p -> ExponentialLR.of(p, 0.1))));
  }

  private static ChainedScheduler chained(Optimizer<?> optimizer, double gamma) {
    return ChainedScheduler.of(
        optimizer, List.of(o -> ConstantLR.of(o, 0.1, 2), o -> ExponentialLR.of(o, gamma)));
  }

  private static SequentialLR sequential(
      Optimizer<?> optimizer, Function<Optimizer<?>, Scheduler> first) {
    return SequentialLR.of(optimizer, List.of(first, o -> StepLR.of(o, 2, 0.1)), List.of(5));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void otherSettingsAreNamedAndRefusedUnlessIntended(
      String difference,
      Function<Optimizer<?>, Scheduler> saved,
      Function<Optimizer<?>, Scheduler> other) {
    SGD optimizer = sgd();
    Scheduler before = saved.apply(optimizer);
    before.step();
    before.step();
    TrainingCheckpoint state = before.stateDict();
    double[] rates = before.lastLr();

    Scheduler refusing = other.apply(sgd());
    assertThatThrownBy(() -> refusing.loadStateDict(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(difference)
        .hasMessageContaining("loadStateDictWithOtherSettings");
    assertThat(refusing.steps()).isZero();
    refusing.loadStateDictWithOtherSettings(state);
    assertThat(refusing.steps()).isEqualTo(2);

    Scheduler same = saved.apply(sgd());
    same.loadStateDict(state);
    assertThat(same.lastLr()).containsExactly(rates);
  }

  @Test
  void aPlateauWithOtherOptionsIsRefusedUnlessIntended() {
    ReduceLROnPlateau most =
        ReduceLROnPlateau.of(sgd(), PlateauOptions.defaults().withMax(true).withPatience(1));
    most.step(3);
    most.step(2);
    ReduceLROnPlateau least = ReduceLROnPlateau.of(sgd());
    assertThatThrownBy(() -> least.loadStateDict(most.stateDict()))
        .hasMessageContaining("patience=10");
    least.loadStateDictWithOtherSettings(most.stateDict());
    assertThat(least.stateDict().number("best")).isEqualTo(3);
  }

  @Test
  void aStateThatTheScheduleCannotEnterLeavesIt() {
    SGD optimizer = sgd();
    OneCycleLR cycle = OneCycleLR.of(optimizer, 0.1, 10);
    cycle.step();
    double rate = cycle.lastLr()[0];
    assertThatThrownBy(() -> cycle.loadStateDict(cycle.stateDict().put("steps", 11)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the saved schedule has done 11 steps, which does not fit this one: OneCycleLR: step 11"
                + " of a cycle of 10");
    assertThat(cycle.steps()).isEqualTo(1);
    assertThat(cycle.lastLr()).containsExactly(rate);
  }

  @Test
  @Timeout(300)
  void absurdNumbersOfStepsDoNotHang() {
    MultiplicativeLR factors = MultiplicativeLR.of(sgd(), _ -> 1);
    assertThatThrownBy(() -> factors.loadStateDict(factors.stateDict().put("steps", 1L << 60)))
        .hasMessageContaining("1152921504606846976 steps");
    CosineAnnealingWarmRestarts restarts =
        CosineAnnealingWarmRestarts.of(sgd(), Integer.MAX_VALUE, Integer.MAX_VALUE, 0);
    restarts.loadStateDict(restarts.stateDict().put("steps", Long.MAX_VALUE));
    assertThat(restarts.lastLr()[0]).isBetween(0.0, 0.5);
  }

  /** As in PyTorch, where {@code step_size_down=0} is not the same as leaving it out. */
  @Test
  void aCycleThatFallsAtOnce() {
    SGD optimizer = sgd();
    CyclicOptions options = CyclicOptions.defaults().withStepSizeUp(2).withStepSizeDown(0);
    CyclicLR saw = CyclicLR.of(optimizer, 0, 1, options.withCycleMomentum(false));
    for (double rate : new double[] {0, 0.5, 0, 0.5, 0}) {
      assertThat(optimizer.groups().getFirst().lr()).isEqualTo(rate);
      saw.step();
    }
    assertThat(options.stepSizeDown()).isZero();
    assertThat(CyclicOptions.defaults().stepSizeDown()).isNull();
  }
}
