package dev.forja.benchmarks.harness;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures one case: prepares its entrants, compares their results, warms them up, and then lets
 * them take turns. A turn starts when the process is idle, with one untimed run.
 */
final class Rounds {
  private static final long REST_NANOS = 400_000_000;
  private static final int MOST_PHASES = 40;
  private static final int STILL_PHASES = 2;
  private static final int WARM_RUNS = 300;
  private static final long WARM_NANOS = 3_000_000_000L;

  /**
   * A run is an improvement if its time is less than this fraction of the fastest time before it.
   */
  private static final double IMPROVEMENT = 0.9;

  /**
   * The maximum fraction of a phase that the JVM may spend compiling if the phase is to count as
   * warm.
   */
  private static final double COMPILING = 0.03;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Settings settings;
  private final CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  Rounds(Settings settings) {
    this.settings = settings;
  }

  List<Measured> measure(Workload workload, PrintStream progress) throws Exception {
    List<Case> cases = settings.select(workload);
    List<Measured> measured = new ArrayList<>();
    for (Case c : cases) {
      progress.printf(
          "%s: %d of %d: %s%n", workload.name(), measured.size() + 1, cases.size(), c.label());
      measured.add(measure(c));
    }
    return measured;
  }

  private Measured measure(Case c) throws Exception {
    List<Contender> contenders = new ArrayList<>();
    try {
      for (Entrant entrant : c.entrants()) {
        contenders.add(entrant.maker().make());
      }
      double[] apart = agree(c, contenders);
      int[] runs = contenders.stream().mapToInt(this::warmUp).toArray();
      System.gc();
      Quiet.await(settings.tiny ? 0 : REST_NANOS);
      double[][] nanos = new double[contenders.size()][settings.rounds()];
      for (int round = 0; round < settings.rounds(); round++) {
        for (int i = 0; i < contenders.size(); i++) {
          int turn = (i + round) % contenders.size();
          nanos[turn][round] = turn(contenders.get(turn), runs[turn]);
        }
      }
      List<Measured.Times> times = new ArrayList<>();
      for (int i = 0; i < nanos.length; i++) {
        String name = c.entrants().get(i).name();
        times.add(new Measured.Times(name, nanos[i], apart[i], allocated(contenders.get(i))));
      }
      return new Measured(c.label(), c.amount(), c.unit(), times);
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private static double[] agree(Case c, List<Contender> contenders) {
    contenders.forEach(Contender::run);
    float[] reference = contenders.getFirst().output();
    double[] apart = new double[contenders.size()];
    for (int i = 1; i < apart.length; i++) {
      Entrant entrant = c.entrants().get(i);
      if (!entrant.yardstick()) {
        apart[i] = Agreement.check(c, entrant.name(), reference, contenders.get(i).output());
      }
    }
    return apart;
  }

  /**
   * Runs the contender until it is compiled, and then for further periods until none of them makes
   * it faster and the JVM has stopped compiling. Returns the number of runs that fill a turn.
   */
  private int warmUp(Contender contender) {
    long fastest = fastestOf(contender, settings.tiny ? 1 : WARM_RUNS, WARM_NANOS);
    int still = 0;
    for (int phase = 0; phase < MOST_PHASES && still < STILL_PHASES; phase++) {
      long compiled = compilation.getTotalCompilationTime();
      long now = fastestOf(contender, Integer.MAX_VALUE, settings.warmupNanos());
      long compiling = (compilation.getTotalCompilationTime() - compiled) * NANOS_PER_MILLI;
      boolean isStill =
          now > IMPROVEMENT * fastest && compiling <= COMPILING * settings.warmupNanos();
      still = isStill ? still + 1 : 0;
      fastest = Math.min(fastest, now);
    }
    return (int) Math.max(1, settings.slotNanos() / fastest);
  }

  /**
   * The time of the fastest of {@code runs} runs, or of as many as start within {@code nanos}, but
   * of at least one.
   */
  private static long fastestOf(Contender contender, int runs, long nanos) {
    long fastest = Long.MAX_VALUE;
    long begin = System.nanoTime();
    long before = begin;
    for (int i = 0; i == 0 || (i < runs && before - begin < nanos); i++) {
      contender.run();
      long now = System.nanoTime();
      fastest = Math.min(fastest, Math.max(1, now - before));
      before = now;
    }
    return fastest;
  }

  private double turn(Contender contender, int runs) {
    if (!settings.tiny) {
      Quiet.await(REST_NANOS);
      contender.run();
    }
    long begin = now();
    for (int i = 0; i < runs; i++) {
      contender.run();
    }
    return (double) (now() - begin) / runs;
  }

  private long now() {
    return settings.clock == Settings.Clock.cpu ? ProcessClock.nanos() : System.nanoTime();
  }

  private long allocated(Contender contender) {
    long before = threads.getTotalThreadAllocatedBytes();
    contender.run();
    return threads.getTotalThreadAllocatedBytes() - before;
  }
}
