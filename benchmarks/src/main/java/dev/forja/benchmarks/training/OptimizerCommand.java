package dev.forja.benchmarks.training;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.benchmarks.harness.Quantiles;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.Unary;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.optim.Adagrad;
import dev.forja.optim.Adam;
import dev.forja.optim.AdamW;
import dev.forja.optim.NAdam;
import dev.forja.optim.Optimizer;
import dev.forja.optim.RAdam;
import dev.forja.optim.RMSprop;
import dev.forja.optim.SGD;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Steps of optimisers on one large parameter, beside a loop in place that only changes signs, which
 * shows what the memory gives.
 */
@Command(
    name = "optimizer",
    mixinStandardHelpOptions = true,
    description =
        "Steps of optimisers on a large parameter: GB/s, counting what a step must read and write,"
            + " and its share of what a loop in place that only changes signs reaches.")
public final class OptimizerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--values", description = "Elements of the parameter (${DEFAULT-VALUE}).")
  private int values = 25_000_000;

  @Option(names = "--rounds", description = "How many turns each has (${DEFAULT-VALUE}).")
  private int rounds = 9;

  /** An optimiser, and how many arrays a step must read and write. */
  private record Kind(String name, int arrays, Function<List<Parameter>, Optimizer<?>> maker) {}

  /** Long enough for the kernels to be compiled. */
  private static final long WARM_UP_NANOS = 6_000_000_000L;

  private static final List<Kind> KINDS =
      List.of(
          new Kind("AdamW", 7, p -> AdamW.of(p, 1e-3)),
          new Kind("Adam", 7, p -> Adam.of(p, 1e-3)),
          new Kind("NAdam", 7, p -> NAdam.of(p, 1e-3)),
          new Kind("RAdam", 7, p -> RAdam.of(p, 1e-3)),
          new Kind("RMSprop", 5, p -> RMSprop.of(p, 1e-3)),
          new Kind("Adagrad", 5, p -> Adagrad.of(p, 1e-3)),
          new Kind("SGD", 3, p -> SGD.of(p, 1e-3)));

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%,d values, %d threads, medians of %d%n", values, Parallel.threads(), rounds);
    out.printf("%-12s %10s %10s %10s %8s%n", "", "ms", "GB/s", "loop GB/s", "share");
    for (Kind kind : KINDS) {
      measure(kind, out);
    }
    return 0;
  }

  private void measure(Kind kind, PrintWriter out) {
    Optimizer<?> optimizer = optimizer(kind);
    float[] data = new float[values];
    double[] steps = new double[rounds];
    double[] loops = new double[rounds];
    long warm = System.nanoTime() + WARM_UP_NANOS;
    for (int round = -1; round < rounds; ) {
      long begin = System.nanoTime();
      optimizer.step();
      long middle = System.nanoTime();
      Kernels.get().elementwise().unary(Unary.NEG, data, 0, data, 0, values);
      long end = System.nanoTime();
      if (round >= 0) {
        steps[round] = middle - begin;
        loops[round] = end - middle;
      }
      round += round >= 0 || end > warm ? 1 : 0;
    }
    double bytes = (double) Float.BYTES * values;
    double step = Quantiles.of(steps).median();
    double rate = bytes * kind.arrays() / step;
    double loop = bytes * 2 / Quantiles.of(loops).median();
    out.printf(
        Locale.ROOT,
        "%-12s %10.2f %10.1f %10.1f %8.2f%n",
        kind.name(),
        step / 1e6,
        rate,
        loop,
        rate / loop);
    out.flush();
  }

  private Optimizer<?> optimizer(Kind kind) {
    NdArray array = Allocator.HEAP.zeros(values);
    NdArray grad = Allocator.HEAP.zeros(values);
    for (int i = 0; i < values; i++) {
      array.floats()[i] = (i % 1009) * 1e-3f;
      grad.floats()[i] = (i % 997 - 498) * 1e-3f;
    }
    Parameter parameter = Parameter.of(Tensor.of(array));
    parameter.setGrad(Tensor.of(grad));
    return kind.maker().apply(List.of(parameter));
  }
}
