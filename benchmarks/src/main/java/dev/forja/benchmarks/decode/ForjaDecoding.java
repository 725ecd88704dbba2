package dev.forja.benchmarks.decode;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.models.decoder.Decoder;
import dev.forja.models.decoder.KvCache;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;

/** Forja, as {@code TextGenerator} calls it: each call of the model in a workspace. */
final class ForjaDecoding implements Contender {
  private final RandomLlama llama;
  private final Decoder decoder;
  private final Task task;
  private final KvCache cache;
  private final Tensor prompt;
  private final float[] scores;
  private int first;

  ForjaDecoding(RandomLlama llama, Task task) {
    this.llama = llama;
    this.task = task;
    decoder = llama.decoder();
    cache = KvCache.ofCapacity(task.length());
    prompt = Tensor.of(llama.prompt(task.prompt()), 1, task.prompt());
    scores = new float[llama.size().vocabulary() * Math.max(1, task.steps())];
    if (task.writes()) {
      first = next(prompt, 0);
    }
  }

  @Override
  public void run() {
    if (!task.writes()) {
      cache.rewind(0);
      next(prompt, 0);
      return;
    }
    cache.rewind(task.prompt());
    int token = first;
    for (int step = 0; step < task.steps(); step++) {
      token = next(Tensor.of(new long[] {token}, 1, 1), step);
    }
  }

  /** Keeps the scores of what follows, and returns the most likely token. */
  private int next(Tensor ids, int step) {
    int vocabulary = llama.size().vocabulary();
    NoGrad.run(
        () -> {
          try (Workspace _ = Workspace.open()) {
            Tensor all = decoder.call(ids, null, cache, 1);
            System.arraycopy(
                all.array().floats(), all.array().offset(), scores, step * vocabulary, vocabulary);
          }
        });
    return llama.best(scores, step * vocabulary);
  }

  @Override
  public float[] output() {
    return scores.clone();
  }
}
