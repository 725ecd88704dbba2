package dev.forja.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The full cross of combinations, which runs only when it is named: {@code -Dtest=FullCross}, with
 * the options {@code -Dfuzz.seed} and {@code -Dfuzz.programs}. It prints how many programs were
 * tried, accepted, rejected with each id, and broken; the broken ones are printed as they are
 * found. For a single program, it shows the generated code.
 */
final class FullCross {
  private static final int BATCH = 200;

  @Test
  void acceptsOrRefusesWhatTheCompilersAccept() {
    long seed = Long.getLong("fuzz.seed", 0);
    long programs = Long.getLong("fuzz.programs", 7000);
    Fuzz fuzz = new Fuzz(BATCH);
    int shown = 0;
    for (long from = seed; from < seed + programs; from += BATCH) {
      fuzz.run(from, Math.min(BATCH, seed + programs - from), Target.values());
      fuzz.broken().stream().skip(shown).forEach(System.out::println);
      shown = fuzz.broken().size();
      System.out.printf("to seed %d: %s%n", Math.min(from + BATCH, seed + programs), fuzz.totals());
    }
    if (programs == 1) {
      Fuzz.show(seed);
    }
    System.out.println(fuzz.table());
    assertThat(fuzz.broken()).isEmpty();
  }
}
