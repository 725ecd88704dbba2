package dev.forja.processor.speed;

/**
 * Runs one stage in a separate JVM: {@code STAGE MODELS WARM_RUNS}. Prints the cold time, then the
 * warm one.
 */
public final class StageMain {
  private StageMain() {}

  /** Runs the program. */
  public static void main(String[] args) {
    Stage stage = Stage.valueOf(args[0]);
    int models = Integer.parseInt(args[1]);
    long cold = stage.run(models);
    long warm = Long.MAX_VALUE;
    for (int i = Integer.parseInt(args[2]); i > 0; i--) {
      warm = Math.min(warm, stage.run(models));
    }
    System.out.println(cold + " " + warm);
  }
}
