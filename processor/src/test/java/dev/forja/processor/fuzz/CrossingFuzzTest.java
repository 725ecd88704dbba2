package dev.forja.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A bounded sample of the combinations that {@link FullCross} tests; the same in each run. */
final class CrossingFuzzTest {
  private static final int PROGRAMS = 120;

  @Test
  void acceptsOrRefusesWhatTheCompilersAccept() {
    Fuzz fuzz = new Fuzz(PROGRAMS);
    fuzz.run(0, PROGRAMS, Target.values());
    assertThat(fuzz.broken()).isEmpty();
    for (Target target : Target.values()) {
      assertThat(fuzz.count(target, "accepted")).as(fuzz.table()).isGreaterThan(PROGRAMS / 3);
      assertThat(fuzz.count(target, "refused")).as(fuzz.table()).isPositive();
    }
  }
}
