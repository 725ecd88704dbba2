package dev.forja.benchmarks.judge;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares ops and layers with libtorch 2.7.1 on random inputs. */
@Command(
    name = "judge",
    description = {
      "Compares values and gradients of ops and layers with libtorch, on random shapes and options.",
      "Fails if one is off by more than its tolerance, and says with which seed."
    },
    mixinStandardHelpOptions = true)
public final class JudgeCommand implements Callable<Integer> {
  private static final List<Family> FAMILIES =
      Stream.of(
              ElementwiseFamilies.all(),
              ReductionFamilies.all(),
              ShapeFamilies.all(),
              ProductFamilies.all(),
              VisionFamilies.all(),
              LossFamilies.all(),
              LayerFamilies.all(),
              AttentionFamilies.all(),
              MathFamilies.all(),
              SpatialFamilies.all(),
              WarpFamilies.all(),
              ScatterFamilies.all(),
              MatrixFamilies.all(),
              OrderFamilies.all(),
              FurtherLossFamilies.all(),
              CellFamilies.all())
          .flatMap(List::stream)
          .toList();

  @Option(names = "--count", description = "comparisons for each op (default: ${DEFAULT-VALUE})")
  private int count = 50;

  @Option(names = "--seed", description = "of the draws (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--only", description = "only ops whose name contains this")
  private String only = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  private int failed;

  /** For picocli. */
  public JudgeCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Family> chosen = FAMILIES.stream().filter(f -> f.name().contains(only)).toList();
    double worst = 0;
    for (Family family : chosen) {
      double ofFamily = 0;
      for (int i = 0; i < count; i++) {
        ofFamily = Math.max(ofFamily, compare(family, i, out));
      }
      out.printf(
          Locale.ROOT, "%-34s %5d, off by %.3f tolerances%n", family.name(), count, ofFamily);
      worst = Math.max(worst, ofFamily);
    }
    out.printf(
        Locale.ROOT,
        "%d comparisons of %d ops and layers with libtorch 2.7.1, seed %d: %d failed, the worst is off"
            + " by %.3f tolerances%n",
        count * chosen.size(),
        chosen.size(),
        seed,
        failed,
        worst);
    out.flush();
    return failed == 0 ? 0 : 1;
  }

  private double compare(Family family, int place, PrintWriter out) {
    Draw draw = new Draw(seed * 1_000_003 + family.name().hashCode() * 31L + place);
    Trial trial = family.make().apply(draw);
    String problem = "";
    double off;
    try {
      off = Judge.deviation(trial, draw);
    } catch (Exception e) {
      off = Double.POSITIVE_INFINITY;
      problem = ": " + e.getMessage();
    }
    if (off > 1) {
      failed++;
      out.printf(
          Locale.ROOT,
          "  %s %d is off by %.3f tolerances: %s of %s%s%n",
          family.name(),
          place,
          off,
          trial.code(),
          trial.inputs().stream().map(x -> x.dtype() + Arrays.toString(x.shape())).toList(),
          problem);
    }
    return off;
  }
}
