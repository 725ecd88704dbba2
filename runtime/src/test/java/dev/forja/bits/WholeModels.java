package dev.forja.bits;

import dev.forja.kernel.Kernels;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.CrossEntropyLoss;
import dev.forja.nn.Dropout;
import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.MaxPool2d;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.nn.TransformerEncoder;
import dev.forja.nn.TransformerOptions;
import dev.forja.optim.AdamW;
import dev.forja.optim.Optimizer;
import dev.forja.optim.SGD;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A program that prints the kernels in use, and hashes of the bits that whole models compute with
 * them: an encoder of sentences, a text alone and in a batch, and steps of training a convolutional
 * network. The sizes are such that all kernels that several threads can share are shared.
 */
final class WholeModels {
  private static final int TEXTS = 9;

  private WholeModels() {}

  public static void main(String[] args) {
    System.out.println("kernels " + Kernels.get().name() + ", threads " + Parallel.threads());
    encoder();
    training("AdamW");
    training("SGD");
  }

  private static void encoder() {
    Randoms.seed(7);
    TransformerOptions options =
        TransformerOptions.defaults()
            .withDimFeedforward(192)
            .withDropout(0)
            .withActivation(Tensor::gelu)
            .withBatchFirst(true);
    TransformerEncoder encoder = TransformerEncoder.of(96, 4, 1, options, false);
    encoder.eval();
    Tensor texts = Tensor.randn(TEXTS, 33, 96);
    float[] batch = NoGrad.call(() -> encoder.call(texts, null, null)).toFloats();
    System.out.println("encoder " + Arrays.hashCode(batch));
    float[] alone = new float[batch.length];
    for (int i = 0; i < TEXTS; i++) {
      Tensor text = texts.slice(0, i, i + 1);
      float[] one = NoGrad.call(() -> encoder.call(text, null, null)).toFloats();
      System.arraycopy(one, 0, alone, i * one.length, one.length);
    }
    System.out.println("encoder " + Arrays.hashCode(alone));
  }

  private static void training(String optimizer) {
    Randoms.seed(11);
    Sequential model =
        Sequential.of(
            Conv2d.of(1, 8, 3),
            BatchNorm2d.of(8),
            ReLU.of(),
            MaxPool2d.of(2),
            Conv2d.of(8, 12, 3),
            ReLU.of(),
            Flatten.of(),
            Dropout.of(0.25),
            Linear.of(12 * 11 * 11, 10));
    Optimizer<?> steps =
        optimizer.equals("SGD")
            ? SGD.of(
                model.parameters(),
                SGD.defaults().withLr(0.05).withMomentum(0.9).withWeightDecay(1e-3))
            : AdamW.of(model.parameters(), 1e-2);
    CrossEntropyLoss loss = CrossEntropyLoss.of();
    Tensor images = Tensor.randn(40, 1, 28, 28);
    Tensor labels = Tensor.of(LongStream.range(0, 40).map(i -> i % 10).toArray());
    StringBuilder losses = new StringBuilder();
    for (int step = 0; step < 5; step++) {
      steps.zeroGrad();
      Tensor error = loss.call(model.call(images), labels);
      error.backward();
      steps.step();
      losses.append(' ').append(error.item());
    }
    int bits = 0;
    for (var parameter : model.parameters()) {
      bits = 31 * bits + Arrays.hashCode(parameter.toFloats());
    }
    System.out.println(optimizer + losses + ", parameters " + bits);
  }
}
