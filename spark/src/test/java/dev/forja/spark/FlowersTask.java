package dev.forja.spark;

import dev.forja.module.NeuralModule;
import dev.forja.optim.AdamW;
import dev.forja.optim.Optimizer;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.apache.spark.sql.Row;

/** The task of docs/SPARK.md: rows of four sizes and a label. */
record FlowersTask() implements TrainingTask<Row> {
  @Override
  public NeuralModule model() {
    return Mlp.of(4, 16, 3);
  }

  @Override
  public Optimizer<?> optimizer(NeuralModule model) {
    return AdamW.of(model.parameters(), 1e-2);
  }

  @Override
  public Tensor loss(NeuralModule model, List<Row> batch) {
    float[] sizes = new float[batch.size() * 4];
    long[] labels = new long[batch.size()];
    for (int i = 0; i < labels.length; i++) {
      List<Float> flower = batch.get(i).getList(0);
      for (int j = 0; j < 4; j++) {
        sizes[4 * i + j] = flower.get(j);
      }
      labels[i] = batch.get(i).getLong(1);
    }
    Tensor logits = ((Mlp) model).call(Tensor.of(sizes, labels.length, 4));
    return logits.crossEntropy(Tensor.ofLongs(labels)); // the mean over the batch
  }
}
