package dev.forja.benchmarks.spark;

import dev.forja.demo.digits.CnnInvoker;
import dev.forja.module.NeuralModule;
import dev.forja.optim.AdamW;
import dev.forja.optim.Optimizer;
import dev.forja.spark.TrainingTask;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.List;

/**
 * The network of {@code demo/run digits}, by AdamW; the learning rate rises in the first tenth of
 * the steps and falls to zero like half a cosine.
 *
 * @param steps the steps of the whole training
 * @param seed that of the first values
 */
record DigitsTask(long steps, long seed) implements TrainingTask<Digit> {
  private static final double MOST = 5e-3;
  private static final double RISE = 0.1;

  @Override
  public NeuralModule model() {
    return Randoms.callWith(new Philox(seed), CnnInvoker::of);
  }

  @Override
  public Optimizer<?> optimizer(NeuralModule model) {
    return AdamW.of(model.parameters(), MOST);
  }

  @Override
  public Tensor loss(NeuralModule model, List<Digit> batch) {
    return ((CnnInvoker) model).call(Digit.images(batch)).crossEntropy(Digit.labels(batch));
  }

  @Override
  public void beforeStep(Optimizer<?> optimizer, long step) {
    double done = (step + 0.5) / steps;
    double share =
        done < RISE ? done / RISE : (1 + Math.cos(Math.PI * (done - RISE) / (1 - RISE))) / 2;
    optimizer.groups().getFirst().lr(MOST * share);
  }
}
