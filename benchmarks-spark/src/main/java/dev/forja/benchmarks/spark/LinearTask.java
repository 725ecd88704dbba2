package dev.forja.benchmarks.spark;

import dev.forja.module.NeuralModule;
import dev.forja.nn.Linear;
import dev.forja.optim.Optimizer;
import dev.forja.optim.SGD;
import dev.forja.spark.TrainingTask;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.List;

/** A layer of a given size that computes almost nothing: what is left is what Spark does. */
record LinearTask(int size) implements TrainingTask<Digit> {
  /** Smaller than any gradient can make infinite. */
  private static final double RATE = 1e-6;

  @Override
  public NeuralModule model() {
    return Randoms.callWith(new Philox(1), () -> Linear.of(size, size));
  }

  @Override
  public Optimizer<?> optimizer(NeuralModule model) {
    return SGD.of(model.parameters(), RATE);
  }

  @Override
  public Tensor loss(NeuralModule model, List<Digit> batch) {
    return ((Linear) model).call(Tensor.ones(1, size)).mean();
  }
}
