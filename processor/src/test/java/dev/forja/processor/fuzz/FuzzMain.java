package dev.forja.processor.fuzz;

import java.util.List;

/**
 * The full cross. Takes the first seed and how many programs; prints how many were tried, accepted,
 * refused under each id, and broken, and each broken one. With one seed alone it shows that program
 * and what becomes of it.
 */
public final class FuzzMain {
  private static final int BATCH = 200;

  private FuzzMain() {}

  /** Runs it. */
  public static void main(String[] args) {
    long seed = Long.parseLong(args[0]);
    if (args.length == 1) {
      show(Maker.make(seed));
      return;
    }
    Fuzz fuzz = new Fuzz(BATCH);
    fuzz.run(seed, Long.parseLong(args[1]), Target.values());
    for (String broken : fuzz.broken()) {
      System.out.println(broken + "\n=====");
    }
    System.out.println(fuzz.table());
    if (!fuzz.broken().isEmpty()) {
      System.exit(1);
    }
  }

  private static void show(Program program) {
    System.out.println(program.text());
    for (Target target : Target.values()) {
      Compilation.of(target, List.of(program), true)
          .generated()
          .forEach((path, text) -> System.out.println(target + " " + path + "\n" + text));
      System.out.println(target + " " + new Oracle(target).judge(List.of(program)).values());
    }
  }
}
