package dev.forja.processor.speed;

/** Runs one stage in a JVM of its own: {@code STAGE MODELS WARM_RUNS}. Prints cold, then warm. */
public final class StageMain {
  private StageMain() {}

  /** Runs it. */
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
