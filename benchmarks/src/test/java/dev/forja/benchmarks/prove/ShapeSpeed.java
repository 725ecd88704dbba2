package dev.forja.benchmarks.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Prints how much longer a build of many models takes with the proof of shapes than without it, in
 * compilers that have just started and in a warm one, in turns. It is not a test: it checks no
 * time, and runs only when it is named ({@code -Dtest=ShapeSpeed -Dforja.models=1000
 * -Dforja.rounds=5}).
 */
final class ShapeSpeed {
  private static final int WARM_UPS = 2;

  /** Times with the proof and without it, in seconds. */
  private record Times(List<Double> with, List<Double> without) {
    Times() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    /** Adds one time with the proof and one without it, in an order that changes. */
    void add(int round, Run run) throws IOException, InterruptedException {
      boolean first = round % 2 == 0;
      for (boolean proved : new boolean[] {first, !first}) {
        (proved ? with : without).add(run.seconds(proved));
      }
    }

    void print(String kind, int models) {
      System.out.printf(
          Locale.ROOT,
          "%s: %d models, %d rounds: with the proof %.2f s, without it %.2f s (medians), ratio"
              + " %.3f%n",
          kind,
          models,
          with.size(),
          median(with),
          median(without),
          median(with) / median(without));
    }

    private static double median(List<Double> times) {
      List<Double> sorted = times.stream().sorted().toList();
      int half = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(half)
          : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
  }

  private interface Run {
    double seconds(boolean proved) throws IOException, InterruptedException;
  }

  @Test
  void print() throws IOException, InterruptedException {
    int models = Integer.getInteger("forja.models", 1000);
    int rounds = Integer.getInteger("forja.rounds", 5);
    Times cold = new Times();
    for (int round = 0; round < rounds; round++) {
      cold.add(round, proved -> inFreshJvm(models, proved));
    }
    cold.print("cold", models);
    Times warm = new Times();
    for (int round = -WARM_UPS; round < rounds; round++) {
      (round < 0 ? new Times() : warm).add(Math.abs(round), proved -> compile(models, proved));
    }
    warm.print("warm", models);
  }

  private static double inFreshJvm(int models, boolean proved)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                OneBuild.class.getName(),
                Integer.toString(models),
                Boolean.toString(proved))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return Double.parseDouble(said.strip());
  }

  /** Compiles models, and returns the time in seconds. */
  private static double compile(int models, boolean proved) {
    Map<String, String> sources = SpeedModels.sources(models);
    long start = System.nanoTime();
    Compiler.Result result =
        proved ? Compiler.compile(sources) : Compiler.compile(sources, "-Aforja.shapes.proof=off");
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(result.messages().stream().filter(Compiler.Message::isError)).isEmpty();
    return seconds;
  }

  /** One build in its own JVM: {@code MODELS PROVED}; prints its time in seconds. */
  static final class OneBuild {
    private OneBuild() {}

    public static void main(String[] args) {
      System.out.println(compile(Integer.parseInt(args[0]), Boolean.parseBoolean(args[1])));
    }
  }
}
