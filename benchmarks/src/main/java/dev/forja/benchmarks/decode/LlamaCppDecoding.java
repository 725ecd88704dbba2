package dev.forja.benchmarks.decode;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.benchmarks.harness.Targets;
import dev.forja.benchmarks.peer.LlamaCpp;
import dev.forja.kernel.parallel.Parallel;
import java.io.IOException;
import java.nio.file.Path;

/** llama.cpp, on a file that is written from the same weights. */
final class LlamaCppDecoding implements Contender {
  private final RandomLlama llama;
  private final Task task;
  private final LlamaCpp engine;
  private final float[] row;
  private final float[] scores;
  private int first;

  LlamaCppDecoding(RandomLlama llama, Task task, Path libraries) throws IOException {
    this.llama = llama;
    this.task = task;
    Path file = Targets.folder().resolve("llama-" + llama.size().label() + ".gguf");
    GgufFile.write(llama, file);
    engine = new LlamaCpp(libraries, file, task.length(), Parallel.threads());
    row = new float[llama.size().vocabulary()];
    scores = new float[row.length * Math.max(1, task.steps())];
    if (task.writes()) {
      first = next(llama.prompt(task.prompt()), 0);
    }
  }

  @Override
  public void run() {
    if (!task.writes()) {
      engine.rewind(0);
      next(llama.prompt(task.prompt()), 0);
      return;
    }
    engine.rewind(task.prompt());
    int token = first;
    for (int step = 0; step < task.steps(); step++) {
      token = next(new long[] {token}, step);
    }
  }

  private int next(long[] ids, int step) {
    engine.add(ids, row, 0);
    System.arraycopy(row, 0, scores, step * row.length, row.length);
    return llama.best(row, 0);
  }

  @Override
  public float[] output() {
    return scores.clone();
  }

  @Override
  public void close() {
    engine.close();
  }
}
