package dev.forja.benchmarks.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Changes the numbers in the models of this repository by one, one at a time. Of the changed models
 * that fail when they run, it counts how many are rejected when they are compiled. Failing with
 * some sizes and working with others is not an error of the model, so each is run with many sizes.
 * {@code -Dforja.mutants=all} tries every number, {@code -Dforja.mutants=Gpt} those in files whose
 * path contains this regular expression; the build tests a sample.
 */
@Execution(ExecutionMode.CONCURRENT)
final class ShapeMutationTest {
  private static final double LEAST = 0.8;
  private static final int SAMPLE = 24;
  private static final int RUNS = 400;

  @TempDir Path folder;

  private final List<String> missed = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Map<String, byte[]>> callers = new TreeMap<>();
  private Map<String, byte[]> base = Map.of();
  private int tried;
  private int failedOnce;
  private int failed;
  private int caught;

  @Test
  void whatFailsWhenItRunsIsRefusedBefore() throws Exception {
    Map<String, String> sources = RepositoryModels.sources();
    compileAll(sources);
    List<Mutant> all = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      all.addAll(Mutant.of(source.getKey(), source.getValue()));
    }
    assertThat(all).allMatch(mutant -> ModelCalls.has(mutant.model()));
    String wanted = System.getProperty("forja.mutants", "");
    boolean every = wanted.equals("all");
    if (!every) {
      Pattern path = Pattern.compile(wanted);
      all.removeIf(mutant -> !path.matcher(mutant.path()).find());
    }
    int step = wanted.isEmpty() ? Math.max(1, all.size() / SAMPLE) : 1;
    for (int at = 0; at < all.size(); at += step) {
      judge(all.get(at));
    }
    System.out.printf(
        "%d of %d mutants compile without the proof, %d fail with the sizes of their model, %d with"
            + " all sizes that were tried, %d of these are caught when they are compiled (%.1f"
            + " %%)%n",
        tried, (all.size() + step - 1) / step, failedOnce, failed, caught, 100.0 * caught / failed);
    missed.forEach(System.out::println);
    assertThat(wrong).as("refused, but they run").isEmpty();
    if (wanted.isEmpty()) {
      assertThat(caught).isPositive();
    }
    if (every) { // the sample is too small for a percentage
      assertThat((double) caught / failed).as("share that is caught").isGreaterThanOrEqualTo(LEAST);
    }
  }

  /**
   * Compiles the unchanged models and runs each; otherwise a failure of a mutant would prove
   * nothing.
   */
  private void compileAll(Map<String, String> sources) throws Exception {
    Compiler.Result result =
        Compiler.compile(
            sources,
            "-implicit:class",
            "-Xprefer:source", // also the package-private classes that the models use
            "-sourcepath",
            RepositoryModels.sourcePath(),
            "-nowarn");
    assertThat(result.messages().stream().filter(Compiler.Message::isError)).isEmpty();
    base = result.classes();
    for (Map.Entry<String, byte[]> each : base.entrySet()) {
      Path file = folder.resolve(each.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
    for (String model : ModelCalls.models()) {
      Class<?> caller = caller(model, result);
      assertThat(run(caller, 0)).as(model).isEmpty();
      if (ModelCalls.varies(model)) {
        assertThat(runs(caller)).as(model + " with other sizes").isTrue();
      }
    }
  }

  private Compiler.Result compile(Map<String, String> sources, String... options) {
    String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
    return Compiler.against(classPath, sources, options);
  }

  private void judge(Mutant mutant) throws Exception {
    Map<String, String> source = Map.of(mutant.path(), mutant.text());
    Compiler.Result result = compile(source);
    boolean refused =
        result.messages().stream()
            .anyMatch(said -> said.isError() && said.text().contains("[ShapeProven]"));
    if (refused) {
      result = compile(source, "-Aforja.shapes.proof=off");
    }
    if (result.messages().stream().anyMatch(Compiler.Message::isError)) {
      return;
    }
    tried++;
    Class<?> caller = caller(mutant.model(), result);
    String failure = run(caller, 0);
    if (!failure.isEmpty()) {
      failedOnce++;
    }
    if (failure.isEmpty() || (ModelCalls.varies(mutant.model()) && runs(caller))) {
      if (refused) {
        wrong.add(mutant.toString());
      }
      return;
    }
    failed++;
    if (refused) {
      caught++;
    } else {
      missed.add("missed: " + mutant + ": " + failure);
    }
  }

  /** The class that calls a model, which uses the result of a compilation. */
  private Class<?> caller(String model, Compiler.Result result) throws Exception {
    Map<String, byte[]> all = new TreeMap<>(base);
    all.putAll(callers.computeIfAbsent(model, this::compileCaller));
    return result.loader(all).loadClass(ModelCalls.caller(model));
  }

  /** Whether a model runs with some of many sizes. */
  private static boolean runs(Class<?> caller) throws Exception {
    for (int seed = 1; seed <= RUNS; seed++) {
      if (run(caller, seed).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Creates and calls a model with some sizes; returns its exception, or nothing. */
  private static String run(Class<?> caller, long seed) throws Exception {
    Object made = caller.getConstructor(long.class).newInstance(seed);
    try {
      return (String) ((Callable<?>) made).call();
    } catch (Exception | LinkageError failure) {
      return failure.toString();
    }
  }

  private Map<String, byte[]> compileCaller(String model) {
    String path = ModelCalls.caller(model).replace('.', '/') + ".java";
    Compiler.Result calling = compile(Map.of(path, ModelCalls.source(model)), "-proc:none");
    assertThat(calling.messages().stream().filter(Compiler.Message::isError)).isEmpty();
    return calling.classes();
  }
}
