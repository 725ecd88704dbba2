package dev.forja.benchmarks.minilm;

import dev.forja.demo.minilm.Batch;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.tensor.NoGrad;
import java.util.List;

/** Forja: the demo's model. */
record ForjaEncoder(MiniLm model) implements Encoder {
  @Override
  public float[] embed(List<int[]> texts) {
    Batch batch = Batch.of(texts);
    return NoGrad.call(() -> model.bert().embed(batch.ids(), batch.mask()).toFloats());
  }
}
