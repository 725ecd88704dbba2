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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes numbers in the models of this repository by one, one at a time, and counts how many of
 * the changed models that fail when they run are refused when they are compiled. {@code
 * -Dforja.mutants=all} tries every number; the tests of the build a sample.
 */
final class ShapeMutationTest {
  private static final double LEAST = 0.8;
  private static final int SAMPLE = 24;

  @TempDir Path folder;

  private final List<String> missed = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private Map<String, byte[]> base = Map.of();
  private int tried;
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
    boolean every = System.getProperty("forja.mutants", "").equals("all");
    int step = every ? 1 : Math.max(1, all.size() / SAMPLE);
    for (int at = 0; at < all.size(); at += step) {
      judge(all.get(at));
    }
    System.out.printf(
        "%d of %d mutants compile without the proof, %d fail when they run, %d of these are caught"
            + " when they are compiled (%.1f %%)%n",
        tried, (all.size() + step - 1) / step, failed, caught, 100.0 * caught / failed);
    missed.forEach(System.out::println);
    assertThat(wrong).as("refused, but they run").isEmpty();
    assertThat((double) caught / failed).as("share that is caught").isGreaterThanOrEqualTo(LEAST);
  }

  /** Compiles the models as they are, and runs each: only then does a failure say something. */
  private void compileAll(Map<String, String> sources) throws Exception {
    Compiler.Result result =
        Compiler.compile(
            sources, "-implicit:class", "-sourcepath", RepositoryModels.sourcePath(), "-nowarn");
    assertThat(result.messages().stream().filter(Compiler.Message::isError)).isEmpty();
    base = result.classes();
    for (Map.Entry<String, byte[]> each : base.entrySet()) {
      Path file = folder.resolve(each.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
    for (String model : ModelCalls.models()) {
      assertThat(run(model, result)).as(model).isEmpty();
    }
  }

  private Compiler.Result compile(Map<String, String> sources, String... options) {
    String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
    return Compiler.against(classPath, sources, options);
  }

  private void judge(Mutant mutant) throws Exception {
    Map<String, String> source = Map.of(mutant.path(), mutant.text());
    Compiler.Result plain = compile(source, "-Aforja.shapes.proof=off");
    if (plain.messages().stream().anyMatch(Compiler.Message::isError)) {
      return;
    }
    tried++;
    boolean refused =
        compile(source).messages().stream()
            .anyMatch(said -> said.isError() && said.text().contains("[ShapeProven]"));
    String failure = run(mutant.model(), plain);
    if (failure.isEmpty()) {
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

  /** Makes and calls a model; what it throws, or nothing. */
  private String run(String model, Compiler.Result result) throws Exception {
    String caller = ModelCalls.caller(model);
    Map<String, String> source = new TreeMap<>();
    source.put(caller.replace('.', '/') + ".java", ModelCalls.source(model));
    Compiler.Result calling = compile(source, "-proc:none");
    assertThat(calling.messages().stream().filter(Compiler.Message::isError)).isEmpty();
    Map<String, byte[]> others = new TreeMap<>(base);
    others.putAll(result.classes());
    Object made = calling.loader(others).loadClass(caller).getConstructor().newInstance();
    try {
      return (String) ((Callable<?>) made).call();
    } catch (Exception | LinkageError failure) {
      return failure.toString();
    }
  }
}
