package dev.forja.benchmarks.training;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.optim.AdamW;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/** A step as a user of Forja writes it. */
final class ForjaStep implements Contender {
  static final double LR = 1e-3;

  private final Net.Trained net;
  private final Tensor images;
  private final Tensor classes;
  private final AdamW optimizer;
  private float loss;

  /** Creates the step and runs it once. */
  ForjaStep(Net net, Batch batch) {
    this.net = net.trained();
    images = Tensor.of(batch.images(), batch.shape());
    classes = Tensor.ofLongs(batch.classes());
    optimizer = AdamW.of(this.net.module().parameters(), LR);
    run();
  }

  @Override
  public void run() {
    loss = step().item();
  }

  /** Runs the step and returns the loss. */
  Tensor step() {
    optimizer.zeroGrad();
    Tensor mean = net.call().apply(images).crossEntropy(classes);
    mean.backward();
    optimizer.step();
    return mean;
  }

  /** The loss and all gradients. */
  @Override
  public float[] output() {
    float[] all = {loss};
    for (Parameter parameter : net.module().parameters()) {
      float[] grad = Objects.requireNonNull(parameter.grad()).toFloats();
      int before = all.length;
      all = Arrays.copyOf(all, before + grad.length);
      System.arraycopy(grad, 0, all, before, grad.length);
    }
    return all;
  }
}
