package dev.forja.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Schedules that depend on other schedules or on a metric; the expected values are from PyTorch.
 */
class FurtherSchedulesTest {
  private static SGD sgd(double lr) {
    return SGD.of(List.of(Parameter.zeros(1)), lr);
  }

  @Test
  void oneScheduleFollowsAnother() {
    SGD optimizer = sgd(0.1);
    SequentialLR schedule =
        SequentialLR.of(
            optimizer,
            List.of(o -> ConstantLR.of(o, 0.1, 9), o -> ExponentialLR.of(o, 0.9)),
            List.of(3));
    double[] expected = {0.01, 0.01, 0.01, 0.1, 0.09, 0.081, 0.0729};
    for (double lr : expected) {
      assertThat(optimizer.groups().getFirst().lr()).isCloseTo(lr, within(1e-12));
      schedule.step();
    }
  }

  @Test
  void milestonesMustRise() {
    assertThatThrownBy(
            () -> SequentialLR.of(sgd(1), List.of(o -> ConstantLR.of(o, 1, 1)), List.of(1, 2)))
        .hasMessage(
            "SequentialLR: 1 schedules and the milestones [1, 2]: expected one milestone fewer than"
                + " schedules, ascending");
  }

  @Test
  void aPlateauReducesTheRate() {
    SGD optimizer = sgd(0.5);
    PlateauOptions options =
        PlateauOptions.defaults().withPatience(1).withFactor(0.5).withCooldown(1).withMinLr(0.1);
    ReduceLROnPlateau schedule = ReduceLROnPlateau.of(optimizer, options);
    double[] measures = {1, 0.9, 0.95, 0.9, 0.91, 0.92, 0.93, 0.94, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
    double[] expected = {
      0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125, 0.125, 0.1, 0.1, 0.1, 0.1
    };
    for (int i = 0; i < measures.length; i++) {
      schedule.step(measures[i]);
      assertThat(optimizer.groups().getFirst().lr()).as("step %d", i).isEqualTo(expected[i]);
    }
  }

  @Test
  void aPlateauGoesOnFromItsState() {
    SGD optimizer = sgd(1);
    PlateauOptions options = PlateauOptions.defaults().withMax(true).withPatience(1);
    ReduceLROnPlateau first = ReduceLROnPlateau.of(optimizer, options);
    first.step(5);
    first.step(4);
    ReduceLROnPlateau second = ReduceLROnPlateau.of(optimizer, options);
    second.loadStateDict(first.stateDict());
    second.step(4);
    assertThat(optimizer.groups().getFirst().lr()).isEqualTo(0.1);
  }

  @Test
  void factorsMultiplyStepByStep() {
    SGD optimizer = sgd(0.5);
    MultiplicativeLR schedule = MultiplicativeLR.of(optimizer, step -> 1 - 0.1 * step);
    double[] expected = {0.5, 0.45, 0.36, 0.252, 0.1512};
    for (double lr : expected) {
      assertThat(optimizer.groups().getFirst().lr()).isCloseTo(lr, within(1e-12));
      schedule.step();
    }
    MultiplicativeLR again = MultiplicativeLR.of(optimizer, step -> 1 - 0.1 * step);
    TrainingCheckpoint state = schedule.stateDict();
    schedule.step();
    again.loadStateDict(state);
    again.step();
    assertThat(optimizer.groups().getFirst().lr()).isEqualTo(schedule.lastLr()[0]);
  }

  @Test
  void schedulesActTogether() {
    SGD optimizer = sgd(1);
    ChainedScheduler schedule =
        ChainedScheduler.of(
            optimizer, List.of(o -> ConstantLR.of(o, 0.1, 2), o -> ExponentialLR.of(o, 0.9)));
    double[] expected = {0.1, 0.09, 0.81, 0.729, 0.6561};
    for (double lr : expected) {
      assertThat(optimizer.groups().getFirst().lr()).isCloseTo(lr, within(1e-12));
      schedule.step();
    }
    assertThatThrownBy(() -> ChainedScheduler.of(optimizer, List.of()))
        .hasMessage("ChainedScheduler: no schedules: expected one or more");
  }

  @Test
  void cyclesNeedAMomentumToCycle() {
    Adagrad none = Adagrad.of(List.of(Parameter.zeros(1)), 0.1);
    assertThatThrownBy(() -> CyclicLR.of(none, 0.1, 1)).hasMessageContaining("has no momentum");
    SGD optimizer = SGD.of(List.of(Parameter.zeros(1)), SGD.defaults().withMomentum(0.9));
    CyclicLR schedule =
        CyclicLR.of(optimizer, 0.1, 0.5, CyclicOptions.defaults().withStepSizeUp(2));
    double[] lrs = {0.1, 0.3, 0.5, 0.3, 0.1, 0.3};
    double[] momenta = {0.9, 0.85, 0.8, 0.85, 0.9, 0.85};
    for (int i = 0; i < lrs.length; i++) {
      assertThat(optimizer.groups().getFirst().lr()).isCloseTo(lrs[i], within(1e-12));
      assertThat(optimizer.groups().getFirst().momentum()).isCloseTo(momenta[i], within(1e-12));
      schedule.step();
    }
  }
}
