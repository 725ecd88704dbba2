package dev.forja.processor.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Chooses at random, the same for the same seed. */
final class Choice {
  private final SplittableRandom random;

  Choice(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in so many times. */
  boolean onceIn(int times) {
    return below(times) == 0;
  }

  /** One of them; what stands several times is as many times as likely. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> T of(T... from) {
    return of(List.of(from));
  }

  <T> T of(List<T> from) {
    return from.get(below(from.size()));
  }
}
