package dev.forja.demo.digits;

import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset.Batch;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.Arrays;

/**
 * What a model took each digit for.
 *
 * @param labels what the digits are
 * @param predictions what the model took them for
 */
record Evaluation(long[] labels, long[] predictions) {
  private static final int BATCH = 250;

  /** Puts the model in evaluation mode and shows it every digit. */
  static Evaluation of(Classifier model, Digits digits) {
    model.module().eval();
    long[] predictions = new long[digits.count()];
    int done = 0;
    for (Batch batch : DataLoader.of(digits.dataset(), BATCH).epoch(0)) {
      Tensor logits = NoGrad.call(() -> model.call().apply(batch.input()));
      long[] part = logits.argmax(1).toLongs();
      System.arraycopy(part, 0, predictions, done, part.length);
      done += part.length;
    }
    return new Evaluation(digits.labels().toLongs(), predictions);
  }

  double accuracy() {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += predictions[i] == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  boolean agreesWith(Evaluation other) {
    return Arrays.equals(predictions, other.predictions);
  }
}
