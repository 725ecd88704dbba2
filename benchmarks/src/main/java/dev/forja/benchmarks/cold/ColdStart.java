package dev.forja.benchmarks.cold;

import dev.forja.benchmarks.harness.Contender;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The program that a fork of {@link ColdCommand} runs. It loads a model, computes one result and
 * reports it on a separate line; then it continues for some time and prints the time of each call
 * in nanoseconds.
 */
final class ColdStart {
  static final String FIRST = "first result";

  private static final int MOST_CALLS = 20_000;

  private ColdStart() {}

  /**
   * Runs the program.
   *
   * @param args the engine, the folder of the model, the number of seconds to continue, and whether
   *     the model is tiny
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
