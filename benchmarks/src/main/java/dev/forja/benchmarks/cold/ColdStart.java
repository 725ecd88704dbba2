package dev.forja.benchmarks.cold;

import dev.forja.benchmarks.harness.Contender;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a fork of {@link ColdCommand} runs: loads a model, computes once, says so on a line of its
 * own, then goes on for a while and prints what each call took, in nanoseconds.
 */
final class ColdStart {
  static final String FIRST = "first result";

  private static final int MOST_CALLS = 20_000;

  private ColdStart() {}

  /**
   * Runs it.
   *
   * @param args engine, folder of the model, seconds to go on, and whether the model is tiny
   */
  public static void main(String[] args) throws Exception {
    ColdModel model = Boolean.parseBoolean(args[3]) ? ColdModel.TINY : ColdModel.FULL;
    try (Contender contender = model.load(args[0], Path.of(args[1]))) {
      contender.run();
      System.out.println(FIRST);
      System.out.println(calls(contender, (long) (Double.parseDouble(args[2]) * 1e9)));
    }
  }

  private static String calls(Contender contender, long nanos) {
    long[] took = new long[MOST_CALLS];
    int calls = 0;
    long begin = System.nanoTime();
    for (long now = begin; now - begin < nanos && calls < MOST_CALLS; calls++) {
      contender.run();
      long end = System.nanoTime();
      took[calls] = end - now;
      now = end;
    }
    return Arrays.stream(took, 0, calls).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }
}
