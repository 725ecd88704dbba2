package dev.forja.processor.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Runs seeds in batches, and counts the outcomes of the programs. */
final class Fuzz {
  private final int batch;
  private final Map<Target, Map<String, Integer>> counts = new LinkedHashMap<>();
  private final List<String> broken = new ArrayList<>();

  Fuzz(int batch) {
    this.batch = batch;
  }

  /** The faults that were found, each with its program. */
  List<String> broken() {
    return broken;
  }

  void run(long from, long count, Target... targets) {
    for (long seed = from; seed < from + count; seed += batch) {
      long end = Math.min(seed + batch, from + count);
      List<Program> programs =
          LongStream.range(seed, end).mapToObj(ProgramGenerator::make).toList();
      Map<Program, Map<String, String>> texts = new LinkedHashMap<>();
      Map<Boolean, List<Program>> groups = Map.of(true, programs);
      for (Target target : targets) {
        Oracle oracle = new Oracle(target);
        Map<Program, Verdict> verdicts = new HashMap<>();
        groups.values().forEach(group -> verdicts.putAll(oracle.judge(group)));
        // Programs that one compiler accepted are compiled together on the next: no program that is
        // refused then makes it start again without it.
        groups =
            programs.stream()
                .collect(
                    Collectors.partitioningBy(
                        program -> verdicts.get(program) instanceof Verdict.Accepted));
        programs.forEach(
            program -> count(target, program, Objects.requireNonNull(verdicts.get(program))));
        if (target != Target.JAVAC_MODULE) { // it reads the tensors from source, with other names
          oracle.generated().forEach((program, own) -> compare(target, program, texts, own));
        }
      }
    }
  }

  /** Prints a program and the code that is generated for it. */
  static void show(long seed) {
    Program program = ProgramGenerator.make(seed);
    System.out.println(program.text());
    for (Target target : Target.values()) {
      Compilation.of(target, List.of(program), true)
          .generated()
          .forEach((path, text) -> System.out.println(target + " " + path + "\n" + text));
    }
  }

  /** Every compiler must get the same text. */
  private void compare(
      Target target,
      Program program,
      Map<Program, Map<String, String>> texts,
      Map<String, String> own) {
    Map<String, String> first = texts.putIfAbsent(program, own);
    if (first != null && !first.equals(own)) {
      add(target, "different text");
      broken.add(target + " got another text\n" + difference(first, own) + program.text());
    }
  }

  private static String difference(Map<String, String> first, Map<String, String> own) {
    if (!first.keySet().equals(own.keySet())) {
      return first.keySet() + " and " + own.keySet() + "\n";
    }
    StringBuilder text = new StringBuilder();
    first.forEach(
        (path, source) -> {
          List<String> one = source.lines().toList();
          List<String> two = own.getOrDefault(path, "").lines().toList();
          for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
            if (!one.get(i).equals(two.get(i))) {
              text.append(one.get(i)).append('\n').append(two.get(i)).append('\n');
              return;
            }
          }
        });
    return text.toString();
  }

  private void count(Target target, Program program, Verdict verdict) {
    add(target, "tried");
    switch (verdict) {
      case Verdict.NotJava _ -> add(target, "not accepted by the compiler alone");
      case Verdict.Accepted(boolean clean) -> {
        add(target, "accepted");
        if (clean) {
          add(target, "accepted without a warning");
        }
      }
      case Verdict.Refused(List<String> ids) -> {
        add(target, "refused");
        ids.forEach(id -> add(target, "[" + id + "]"));
      }
      case Verdict.Broken(List<String> reasons) -> {
        add(target, "broken");
        broken.add(
            target
                + " seed "
                + program.seed()
                + "\n"
                + String.join("\n", reasons)
                + "\n"
                + program.text());
      }
    }
  }

  private void add(Target target, String what) {
    counts.computeIfAbsent(target, _ -> new TreeMap<>()).merge(what, 1, Integer::sum);
  }

  int count(Target target, String what) {
    return counts.getOrDefault(target, Map.of()).getOrDefault(what, 0);
  }

  /** All counts in one line, over all targets. */
  Map<String, Integer> totals() {
    Map<String, Integer> totals = new TreeMap<>();
    counts.values().forEach(each -> each.forEach((what, n) -> totals.merge(what, n, Integer::sum)));
    return totals;
  }

  /** A table of all counts. */
  String table() {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (target, numbers) -> {
          text.append(target).append('\n');
          numbers.forEach((what, number) -> text.append("%8d  %s%n".formatted(number, what)));
        });
    return text.toString();
  }
}
