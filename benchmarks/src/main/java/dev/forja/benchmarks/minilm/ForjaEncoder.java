package dev.forja.benchmarks.minilm;

import dev.forja.demo.minilm.Batch;
import dev.forja.demo.minilm.MiniLm;
import java.util.List;

/** Forja: the demo's model. */
record ForjaEncoder(MiniLm model) implements Encoder {
  @Override
  public float[] embed(List<int[]> texts) {
    return model.embed(Batch.of(texts));
  }
}
