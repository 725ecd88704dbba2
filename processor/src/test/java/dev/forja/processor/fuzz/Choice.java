package dev.forja.processor.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that depend only on the seed. */
final class Choice {
  private final SplittableRandom random;

  Choice(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True with a probability of one in {@code times}. */
  boolean onceIn(int times) {
    return below(times) == 0;
  }

  /** One of the values; a value that occurs several times is proportionally more likely. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> T of(T... from) {
    return of(List.of(from));
  }

  <T> T of(List<T> from) {
    return from.get(below(from.size()));
  }
}
