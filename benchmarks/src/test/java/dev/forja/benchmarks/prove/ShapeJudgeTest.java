package dev.forja.benchmarks.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Compiles random programs and runs each with many sizes. A reported program must fail in every
 * run, and an inferred shape must be the observed one. {@code -Dforja.programs=20000} sets the
 * number of programs, {@code -Dforja.seed=1000} the first seed, and {@code -Dforja.seconds=500} the
 * time after which no more are begun; the build tests a sample.
 */
final class ShapeJudgeTest {
  private static final Pattern SHOWN =
      Pattern.compile("\\[ShapeExplained] (\\[.*]) = (.*)", Pattern.DOTALL);
  private static final int BATCH = 250;
  private static final int RUNS = 20;
  private static final int WIDTH = 5;

  private final Map<String, Integer> totals = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  /** One program, the messages about it, and its behaviour. */
  private record Trial(
      ShapeProgram.Source source, List<String> errors, Map<String, String> shown, int ran) {}

  @Test
  void nothingIsSaidThatIsNotSo() throws Exception {
    int wanted = Integer.getInteger("forja.programs", 100);
    long seed = Long.getLong("forja.seed", 0);
    long end = System.nanoTime() + Long.getLong("forja.seconds", 3600) * 1_000_000_000;
    int programs = 0;
    while (programs < wanted && (programs == 0 || System.nanoTime() < end)) {
      int count = Math.min(BATCH, wanted - programs);
      judge(seed + programs, count);
      programs += count;
    }
    System.out.printf("%d programs from seed %d, %d runs each: %s%n", programs, seed, RUNS, totals);
    assertThat(wrong).isEmpty();
    assertThat(totals.getOrDefault("reported", 0)).isGreaterThan(programs / 10);
    assertThat(totals.getOrDefault("shapes that were as inferred", 0)).isGreaterThan(programs);
  }

  private void count(String what, int more) {
    totals.merge(what, more, Integer::sum);
  }

  private void judge(long seed, int count) throws Exception {
    Map<String, ShapeProgram.Source> programs = new TreeMap<>();
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      ShapeProgram.Source source = ShapeProgram.of("P" + i, seed + i);
      programs.put(source.name(), source);
      texts.put("programs/" + source.name() + ".java", source.text());
    }
    Compiler.Result proved = Compiler.compile(texts, "-Aforja.shapes=explain");
    Map<String, List<Compiler.Message>> said = new HashMap<>();
    for (Compiler.Message message : proved.messages()) {
      String file = message.file().replaceAll(".*/|\\.java", "");
      said.computeIfAbsent(file, _ -> new ArrayList<>()).add(message);
    }
    assertThat(proved.messages().stream().filter(Compiler.Message::isError)).isEmpty();
    ClassLoader loader = proved.loader();
    for (ShapeProgram.Source source : programs.values()) {
      long own = seed + Long.parseLong(source.name().substring(1));
      judge(own, source, said.getOrDefault(source.name(), List.of()), loader);
    }
  }

  private void judge(
      long seed, ShapeProgram.Source source, List<Compiler.Message> said, ClassLoader loader)
      throws Exception {
    List<String> errors = new ArrayList<>();
    Map<Long, String> shownAt = new HashMap<>();
    for (Compiler.Message message : said) {
      Matcher shown = SHOWN.matcher(message.text());
      if (message.text().contains("[ShapeProven]")) {
        errors.add(message.text());
      } else if (shown.matches()) {
        shownAt.put(message.line(), shown.group(1));
      }
    }
    Map<String, String> shown = places(source.text(), shownAt);
    int ran = 0;
    Class<?> model = loader.loadClass("programs." + source.name());
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      ran += run(model, source, random, shown) ? 1 : 0;
    }
    report(seed, new Trial(source, errors, shown, ran));
  }

  private void report(long seed, Trial trial) {
    String kind = trial.source().changed() ? "changed" : "right";
    count(kind, 1);
    if (!trial.errors().isEmpty()) {
      count("reported", 1);
      if (trial.ran() > 0) {
        wrong.add(
            "false error, seed " + seed + ": " + trial.errors() + "\n" + trial.source().text());
      }
    } else if (trial.ran() == 0) {
      count(kind + ", failed in every run, not reported", 1);
    }
  }

  /** The shapes that were inferred for the line before each probe. */
  private static Map<String, String> places(String text, Map<Long, String> shownAt) {
    Map<String, String> places = new HashMap<>();
    String[] lines = text.split("\n", -1);
    for (int i = 1; i < lines.length; i++) {
      Matcher probe = Pattern.compile("Probe\\.see\\(\"(p\\d+)\", x\\);").matcher(lines[i]);
      String shown = shownAt.get((long) i);
      if (probe.matches()
          && shown != null
          && lines[i - 1].startsWith("x = ")
          && !lines[i - 1].contains("?")) {
        places.put(probe.group(1), shown);
      }
    }
    return places;
  }

  /** Whether a run succeeds. */
  private boolean run(
      Class<?> model, ShapeProgram.Source source, Random random, Map<String, String> shown)
      throws Exception {
    Map<String, Integer> sizes = new HashMap<>();
    sizes.put("n", 1 + random.nextInt(WIDTH));
    sizes.put("l", 1 + random.nextInt(WIDTH));
    sizes.put("d", 1 + random.nextInt(WIDTH));
    sizes.put("w", 1 + random.nextInt(WIDTH));
    int[] takes =
        Pattern.compile(" ")
            .splitAsStream(source.takes())
            .mapToInt(
                size -> {
                  Integer named = sizes.get(size);
                  return named == null ? Integer.parseInt(size) : named;
                })
            .toArray();
    Tensor x = Tensor.randn(takes);
    Probe.take();
    boolean through = true;
    try {
      Object made = model.getConstructor(int.class).newInstance(sizes.get("w"));
      Object invoker =
          model
              .getClassLoader()
              .loadClass(model.getName() + "Invoker")
              .getMethod("wrap", model)
              .invoke(null, made);
      invoker
          .getClass()
          .getMethod("call", Tensor.class, boolean.class)
          .invoke(invoker, x, random.nextBoolean());
    } catch (InvocationTargetException thrown) {
      through = false;
    }
    for (Probe.Seen seen : Probe.take()) {
      String inferred = shown.get(seen.place());
      if (inferred != null && ShownShape.holds(inferred, seen.shape(), sizes)) {
        count("shapes that were as inferred", 1);
        count("of these known", ShownShape.isUseful(inferred) ? 1 : 0);
      } else if (inferred != null) {
        wrong.add(seen + " is not " + inferred + " with " + sizes + "\n" + source.text());
      }
    }
    return through;
  }
}
