package dev.forja.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.optim.OneCycleOptions.Anneal;
import dev.forja.tensor.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneCycleLRTest {
  private static final double EXACT = 1e-15;

  private static AdamW adamw() {
    return AdamW.of(List.of(Parameter.zeros(1)), 1e-3);
  }

  /**
   * The numbers of PyTorch 2.13: OneCycleLR(AdamW(betas=(0.8, 0.99)), max_lr=0.01, total_steps=10).
   */
  @Test
  void cyclesTheFirstBetaOfAdamAsPyTorchDoes() {
    AdamW optimizer = AdamW.of(List.of(Parameter.zeros(1)), AdamW.defaults().withBetas(0.8, 0.99));
    OneCycleLR scheduler = OneCycleLR.of(optimizer, 0.01, 10);
    double[][] expected = {
      {0.0003999999999999993, 0.95},
      {0.0052, 0.8999999999999999},
      {0.01, 0.85},
      {0.009504846320134737, 0.854951556604879},
      {0.008117456539497631, 0.8688255099070633},
      {0.0061126202193628925, 0.8888739533021842},
      {0.003887419780637108, 0.9111260466978157},
      {0.00188258346050237, 0.9311744900929366},
      {0.0004951936798652628, 0.945048443395121},
      {4e-08, 0.95},
      {0.0004951936798652623, 0.945048443395121}
    };
    for (int step = 0; step < expected.length; step++) {
      ParamGroup<AdamOptions> group = optimizer.groups().getFirst();
      assertThat(scheduler.lastLr())
          .containsExactly(new double[] {expected[step][0]}, within(EXACT));
      assertThat(group.momentum()).isCloseTo(expected[step][1], within(EXACT));
      assertThat(group.options().beta2()).isEqualTo(0.99);
      if (step < expected.length - 1) {
        scheduler.step();
      }
    }
  }

  /** PyTorch divides by zero if a phase has length 0; here such a phase is over immediately. */
  @Test
  void aPhaseWithoutLengthIsOverAtOnce() {
    AdamW optimizer = adamw();
    OneCycleOptions options =
        OneCycleOptions.defaults().withPctStart(0.1).withAnneal(Anneal.LINEAR);
    OneCycleLR scheduler = OneCycleLR.of(optimizer, 0.01, 10, options);
    assertThat(scheduler.lastLr()).containsExactly(0.01);
    scheduler.step();
    assertThat(scheduler.lastLr()[0]).isBetween(0.008, 0.0099);
  }

  @Test
  void aLoadedScheduleGoesOnWithTheSameBits() {
    AdamW one = adamw();
    OneCycleLR first = OneCycleLR.of(one, 0.05, 20);
    for (int i = 0; i < 7; i++) {
      first.step();
    }
    AdamW two = adamw();
    OneCycleLR second = OneCycleLR.of(two, 0.05, 20);
    second.loadStateDict(first.stateDict());
    assertThat(second.steps()).isEqualTo(7);
    for (int i = 7; i < 20; i++) {
      assertThat(two.groups().getFirst().options()).isEqualTo(one.groups().getFirst().options());
      first.step();
      second.step();
    }
  }

  @Test
  void leavesTheMomentumAloneWhenTold() {
    SGD optimizer = SGD.of(List.of(Parameter.zeros(1)), SGD.defaults().withMomentum(0.7));
    OneCycleLR scheduler =
        OneCycleLR.of(optimizer, 0.1, 5, OneCycleOptions.defaults().withCycleMomentum(false));
    scheduler.step();
    assertThat(optimizer.groups().getFirst().momentum()).isEqualTo(0.7);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> OneCycleLR.of(adamw(), 0.1, 0))
        .hasMessageContaining("totalSteps is 0");
    assertThatThrownBy(() -> OneCycleOptions.defaults().withPctStart(1.5))
        .hasMessageContaining("pctStart is 1.5");
    OneCycleLR scheduler = OneCycleLR.of(adamw(), 0.1, 2);
    scheduler.step();
    scheduler.step();
    assertThatThrownBy(scheduler::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("OneCycleLR: step 3 of a cycle of 2");
  }

  @Test
  void refusesGroupsThatCameAfterIt() {
    AdamW optimizer = adamw();
    OneCycleLR scheduler = OneCycleLR.of(optimizer, 0.1, 9);
    optimizer.addGroup(List.of(Parameter.zeros(2)), AdamW.defaults());
    assertThatThrownBy(scheduler::step).hasMessageContaining("add groups first");
  }
}
